//! Letters of the neighbours: opened, sealed, and on their way.

/// A letter from and to a neighbour by number of `PEOPLE`. Days are counted back from today; what is still to come has
/// less than none.
pub struct Letter {
    pub from: usize,
    pub to: usize,
    pub sent: i64,
    pub arrives: i64,
    pub is_surprise: bool,
    pub is_open: bool,
    pub text: &'static str,
}

const fn letter(from: usize, to: usize, sent: i64, arrives: i64, text: &'static str) -> Letter {
    Letter { from, to, sent, arrives, is_surprise: false, is_open: true, text }
}

const fn surprise(from: usize, to: usize, sent: i64, arrives: i64, text: &'static str) -> Letter {
    Letter { is_surprise: true, ..letter(from, to, sent, arrives, text) }
}

const fn sealed(from: usize, to: usize, sent: i64, arrives: i64, text: &'static str) -> Letter {
    Letter { is_open: false, ..letter(from, to, sent, arrives, text) }
}

/// In the order in which they arrive.
pub const LETTERS: [Letter; 16] = [
    letter(0, 0, 79, 49, "Dear me: did you call Grandmother? If not, now is fine."),
    letter(
        3,
        0,
        374,
        9,
        "Помнишь озеро? Через год поедем снова, обещаю. Лодку я уже присмотрел, осталось уговорить Феликса грести.",
    ),
    surprise(
        1,
        0,
        50,
        9,
        "Read this on a bad day: the second oven exists because of you. Everything else is repairable.",
    ),
    surprise(0, 1, 70, 5, "Jonas, if it is cold outside: I told you so. If it is not: wait a week."),
    letter(
        2,
        0,
        184,
        0,
        "Mara, when you read this the exams are over. I owe you one dinner and one apology for the bicycle.\n\n— L.",
    ),
    sealed(
        0,
        0,
        365,
        0,
        "Dear later me, the courtyard smells of rain and you are about to sign for the flat. Was it right?",
    ),
    sealed(5, 2, 30, 0, "Lucie, tu as promis de courir le semi avec moi. C’est écrit maintenant."),
    sealed(0, 2, 1, -364, "Dear Lucie, tonight we are eating raclette in the courtyard, in coats, with two ovens."),
    sealed(0, 0, 1, -364, "Did we go back to the hut?"),
    sealed(0, 3, 20, -10, "С днём рождения! Ключ от лодки у Нины."),
    sealed(0, 1, 12, -30, "You still have my big pan."),
    Letter { is_surprise: true, ..sealed(0, 7, 40, -60, "Ida, play the song in D. It is better in D.") },
    sealed(0, 4, 3, -27, "Нина, спасибо за лампу. Она горит."),
    sealed(0, 5, 2, -200, "Aïcha, next summer the bench goes under the plane tree."),
    surprise(1, 0, 15, -45, "Mara, look under the third stair."),
    sealed(2, 0, 8, -120, "The apology, part two."),
];
