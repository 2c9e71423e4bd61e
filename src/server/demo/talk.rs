//! What the neighbours write to each other, who is asked to what, and who wants to be friends.

/// A message: its author as a number of `PEOPLE`, how many minutes ago, and what it says.
type Said = (usize, i64, &'static str);

/// The chat of the event with this name.
pub struct EventTalk {
    pub event: &'static str,
    pub said: &'static [Said],
}

/// A dialog of two.
pub struct Dialog {
    pub between: [usize; 2],
    pub said: &'static [Said],
}

pub const EVENT_TALKS: [EventTalk; 2] = [
    EventTalk {
        event: "Raclette at Lindenstraße",
        said: &[
            (2, 118, "Do we need more chairs?"),
            (1, 115, "We have nine. Aïcha brings the bench."),
            (3, 40, "Могу взять второй удлинитель, тот метров десять."),
            (0, 38, "Please do! And the big pan, if Нина has it."),
            (1, 2, "I found the second raclette oven. **It lives!**"),
            (1, 2, "Somebody please buy pickles though"),
        ],
    },
    EventTalk {
        event: "Hüttenwochenende im Harz",
        said: &[
            (6, 1_500, "Wer hat noch Steigeisen?"),
            (9, 1_450, "Zwei Paar bei mir, Größe 40 und 44."),
            (6, 170, "Zug um 16:04, Gleis 9. Reservierung: https://fahrkarten.example/harz"),
        ],
    },
];

/// A public room, who is in it, and what is said there.
pub struct RoomTalk {
    pub name: &'static str,
    pub members: &'static [usize],
    pub said: &'static [Said],
}

pub const ROOM_TALKS: [RoomTalk; 3] = [
    RoomTalk {
        name: "Kitchen table",
        members: &[0, 1, 2, 3, 4, 5, 7],
        said: &[
            (5, 51, "Qui veut un café ? J’en fais pour tout le monde."),
            (7, 50, "Me. Always me."),
            (0, 39, "Is the big pan back?"),
            (4, 20, "Кто забрал большую кастрюлю? Она нужна на борщ в воскресенье, а на полке пусто."),
            (4, 20, "Верните, пожалуйста, до завтра"),
        ],
    },
    RoomTalk {
        name: "Basement band",
        members: &[1, 6, 9],
        said: &[(9, 4_300, "Donnerstag um acht, wie immer? Ich bringe den Verstärker."), (6, 4_290, "Ich bin da.")],
    },
    RoomTalk {
        name: "Lost and found",
        members: &[2, 11],
        said: &[(2, 700, "Un gant rouge dans l’escalier, main gauche.")],
    },
];

pub const DIALOGS: [Dialog; 6] = [
    Dialog {
        between: [0, 1],
        said: &[
            (1, 1_128, "Are you still on for climbing next week?"),
            (0, 1_120, "Yes, Thursday 18:30. I made an event."),
            (1, 30, "The hut from last winter is free again. Felix is planning it."),
            (0, 26, "Count me in"),
            (1, 4, "Could you bring the long extension cord?"),
        ],
    },
    Dialog {
        between: [0, 3],
        said: &[(3, 45, "Ключ от подвала у меня, забрать можно вечером."), (0, 44, "Спасибо! Зайду после восьми.")],
    },
    Dialog {
        between: [0, 2],
        said: &[(2, 75, "Tu as encore le moule à tarte ?"), (0, 73, "Oui, je te le monte ce soir.")],
    },
    Dialog { between: [0, 7], said: &[(7, 1_600, "See you at the gate at eight")] },
    Dialog { between: [0, 4], said: &[(4, 2_900, "Спасибо за цветы, они ещё стоят")] },
    Dialog { between: [0, 5], said: &[(5, 4_400, "J’apporte le banc, pas de souci")] },
];

/// Who asks whom to which event, and has no answer yet.
pub const ASKED: [(usize, usize, &str); 1] = [(6, 0, "Hüttenwochenende im Harz")];

/// Who would like to be friends with whom; they are not yet.
pub const WANTS: [(usize, usize); 1] = [(11, 0)];
