//! `/anecdot`, `/anekdot`: a joke.

use crate::app::i18n::Language;

pub fn say(language: Language, draw: usize) -> String {
    let jokes = match language {
        Language::En => EN,
        Language::De => DE,
        Language::Fr => FR,
        Language::Ru => RU,
    };
    jokes[draw % jokes.len()].to_owned()
}

const EN: &[&str] = &[
    "Our flat has a rota for the washing-up. It is the only thing in the kitchen that is always clean.",
    "I told my flatmate we share everything. Now he wants half of my deadline.",
    "“Who ate my yoghurt?” – “It had a name on it.” – “Exactly: mine!” – “I thought that was what it was called.”",
    "The internet was down last night, so I talked to my flatmates. They seem nice.",
    "Why did the calendar break up with the clock? It needed some space between dates.",
    "There are two kinds of students: those who have finished the essay, and those who have finished the biscuits.",
    "Our plants are doing great since we stopped deciding who waters them.",
    "I have a joke about the bins, but it’s not my week.",
];

const DE: &[&str] = &[
    "Unser Putzplan hängt seit zwei Jahren. Er ist das einzig Saubere in der Küche.",
    "Ich habe meinem Mitbewohner gesagt, dass wir alles teilen. Jetzt will er die Hälfte meiner Abgabefrist.",
    "„Wer hat meinen Joghurt gegessen?“ – „Da stand ein Name drauf.“ – „Ja, meiner!“ – „Ich dachte, der heißt so.“",
    "Gestern ging das Internet nicht, da habe ich mit meiner WG geredet. Scheinen nett zu sein.",
    "Warum war der Kalender traurig? Seine Tage waren gezählt.",
    "Es gibt zwei Arten von Studierenden: Die einen haben die Hausarbeit fertig, die anderen die Kekse.",
    "Seit niemand mehr zuständig ist, geht es den Pflanzen prächtig.",
    "Ich kenne einen Witz über den Müll, aber diese Woche bin ich nicht dran.",
];

const FR: &[&str] = &[
    "Notre tableau des corvées est affiché depuis deux ans. C’est la seule chose propre de la cuisine.",
    "J’ai dit à mon coloc qu’on partageait tout. Maintenant il veut la moitié de mon retard.",
    "« Qui a mangé mon yaourt ? – Il y avait un nom dessus. – Oui, le mien ! – Je croyais que c’était la marque. »",
    "Hier, Internet était en panne, alors j’ai parlé à mes colocs. Ils ont l’air sympas.",
    "Pourquoi le calendrier est-il triste ? Parce que ses jours sont comptés.",
    "Il y a deux sortes d’étudiants : ceux qui ont fini leur devoir et ceux qui ont fini les biscuits.",
    "Depuis que personne n’est responsable des plantes, elles se portent à merveille.",
    "J’ai une blague sur les poubelles, mais ce n’est pas ma semaine.",
];

const RU: &[&str] = &[
    "График дежурств висит у нас два года. Это единственное чистое место на кухне.",
    "Я сказал соседу, что у нас всё общее. Теперь он просит половину моего дедлайна.",
    "— Кто съел мой йогурт? — На нём было имя. — Да, моё! — А я думал, он так называется.",
    "Вчера пропал интернет, и я поговорил с соседями. Вроде приятные люди.",
    "Почему календарь грустит? Его дни сочтены.",
    "Студенты бывают двух видов: одни закончили курсовую, другие — печенье.",
    "С тех пор как за цветы никто не отвечает, они прекрасно растут.",
    "Знаю анекдот про мусор, но эта неделя не моя.",
];
