//! What the neighbours do in two months.

/// When a plan happens.
#[derive(Clone, Copy)]
pub enum Rhythm {
    /// So many days from today.
    In(i64),
    /// Every week on this day, Monday is 1.
    Weekly(i8),
}

/// A plan; hosts and guests are numbers of `PEOPLE`. Without `from` it takes whole days.
pub struct Plan {
    pub host: usize,
    pub guests: &'static [usize],
    pub name: &'static str,
    pub icon: &'static str,
    pub when: Rhythm,
    pub from: &'static str,
    pub to: &'static str,
    /// Days after the first.
    pub days: i64,
    pub is_private: bool,
    pub address: &'static str,
    pub description: &'static str,
}

const EMPTY: Plan = Plan {
    host: 0,
    guests: &[],
    name: "",
    icon: "bell",
    when: Rhythm::In(0),
    from: "",
    to: "",
    days: 0,
    is_private: false,
    address: "",
    description: "",
};

use Rhythm::{In, Weekly};

pub const PLANS: [Plan; 27] = [
    Plan {
        host: 1,
        guests: &[0, 2, 3, 5, 6, 7, 4, 8],
        name: "Raclette at Lindenstraße",
        icon: "cheese",
        when: In(0),
        from: "19:30",
        to: "23:00",
        address: "Lindenstraße 8, back courtyard",
        description: "We have two ovens now, so nobody waits. Bring potatoes or pickles; cheese is sorted. Wer vegetarisch isst: die zweite Pfanne links. Prenez une veste, on mange dehors.",
        ..EMPTY
    },
    Plan {
        host: 0,
        name: "Parcel for Felix",
        icon: "package",
        when: In(0),
        from: "12:00",
        address: "DHL shop",
        ..EMPTY
    },
    Plan {
        host: 5,
        guests: &[0, 2, 8],
        name: "Songs after",
        icon: "guitar",
        when: In(0),
        from: "22:00",
        to: "23:30",
        address: "chez Aïcha",
        ..EMPTY
    },
    Plan { host: 6, guests: &[0, 1, 9], name: "Biomüll", icon: "trash", when: Weekly(1), from: "07:00", ..EMPTY },
    Plan {
        host: 3,
        guests: &[0, 1, 8],
        name: "Bandprobe",
        icon: "music",
        when: Weekly(2),
        from: "19:00",
        to: "21:30",
        address: "Keller",
        ..EMPTY
    },
    Plan {
        host: 7,
        guests: &[0, 2, 5, 9],
        name: "Yoga",
        icon: "tree",
        when: Weekly(3),
        from: "18:00",
        to: "19:15",
        address: "Hofsaal",
        ..EMPTY
    },
    Plan {
        host: 7,
        guests: &[0, 1, 11],
        name: "Morning run, the long loop",
        icon: "run",
        when: Weekly(6),
        from: "08:00",
        to: "09:30",
        address: "Stadtpark gate",
        ..EMPTY
    },
    Plan {
        host: 6,
        guests: &[0, 1, 2, 3, 7, 9],
        name: "Putztag",
        icon: "broom",
        when: Weekly(7),
        from: "11:00",
        to: "12:00",
        address: "Treppenhaus",
        ..EMPTY
    },
    Plan {
        host: 2,
        guests: &[0, 5, 10],
        name: "Lucie in Lisbon",
        icon: "plane",
        when: In(6),
        days: 3,
        description: "Arrosez les plantes, s’il vous plaît.",
        ..EMPTY
    },
    Plan {
        host: 3,
        guests: &[0, 1, 4],
        name: "Antons Eltern zu Besuch",
        icon: "train",
        when: In(-8),
        days: 2,
        ..EMPTY
    },
    Plan {
        host: 0,
        name: "Zahnarzt",
        icon: "pin",
        when: In(-9),
        from: "10:15",
        to: "10:45",
        is_private: true,
        address: "Dr. Krause",
        ..EMPTY
    },
    Plan {
        host: 0,
        name: "Exam: statistics",
        icon: "book",
        when: In(-5),
        from: "14:00",
        to: "16:00",
        is_private: true,
        address: "Hall 3",
        ..EMPTY
    },
    Plan {
        host: 5,
        guests: &[0, 2, 3, 6, 7, 8],
        name: "Dal for seven",
        icon: "pot",
        when: In(-3),
        from: "20:00",
        address: "third floor",
        ..EMPTY
    },
    Plan {
        host: 7,
        guests: &[0],
        name: "Coffee w/ Ida",
        icon: "coffee",
        when: In(-2),
        from: "16:00",
        to: "17:00",
        address: "Café Nord",
        ..EMPTY
    },
    Plan {
        host: 2,
        guests: &[0, 5, 8, 10],
        name: "Ciné-club : « Les Parapluies de Cherbourg »",
        icon: "film",
        when: In(1),
        from: "20:15",
        to: "22:00",
        address: "chez Lucie, 3e étage",
        ..EMPTY
    },
    Plan {
        host: 0,
        name: "Waschmaschine: Techniker kommt",
        icon: "wrench",
        when: In(2),
        from: "09:00",
        to: "11:00",
        is_private: true,
        address: "Lindenstraße 8",
        ..EMPTY
    },
    Plan {
        host: 4,
        guests: &[0, 1, 2, 3, 5, 6, 7],
        name: "День рождения Нины",
        icon: "cake",
        when: In(5),
        description: "Двадцать шесть.",
        ..EMPTY
    },
    Plan {
        host: 3,
        guests: &[0, 6],
        name: "Вечеринка-сюрприз (Нине не говорить)",
        icon: "present",
        when: In(5),
        from: "19:00",
        is_private: true,
        address: "у Антона",
        ..EMPTY
    },
    Plan {
        host: 1,
        guests: &[0, 11],
        name: "Climbing",
        icon: "barbell",
        when: In(4),
        from: "18:30",
        to: "20:00",
        address: "Boulderhalle",
        ..EMPTY
    },
    Plan {
        host: 6,
        guests: &[1, 2, 3, 9],
        name: "Hüttenwochenende im Harz",
        icon: "mountains",
        when: In(20),
        from: "16:00",
        to: "14:00",
        days: 2,
        address: "Am Brockenblick 4, Schierke",
        description: "Wir nehmen den Zug um 16:04. Bettwäsche mitbringen, Steigeisen gibt es in der Hütte.",
        ..EMPTY
    },
    Plan {
        host: 2,
        guests: &[0, 1, 3, 5, 7],
        name: "Halloween chez Lucie",
        icon: "confetti",
        when: In(-20),
        from: "20:00",
        address: "3e étage",
        ..EMPTY
    },
    Plan {
        host: 9,
        guests: &[0, 6],
        name: "Soup night",
        icon: "pot",
        when: In(-14),
        from: "19:00",
        address: "bei Greta",
        ..EMPTY
    },
    Plan {
        host: 8,
        guests: &[0, 11],
        name: "Football on the big screen",
        icon: "gamepad",
        when: In(11),
        from: "21:00",
        to: "23:00",
        address: "Tomás’s place",
        ..EMPTY
    },
    Plan {
        host: 10,
        guests: &[0, 2, 5],
        name: "Marché de Noël",
        icon: "star",
        when: In(15),
        from: "17:00",
        to: "20:00",
        address: "Place du marché",
        ..EMPTY
    },
    Plan {
        host: 1,
        guests: &[0, 3, 6],
        name: "Feuer im Hof",
        icon: "fire",
        when: In(9),
        from: "18:00",
        address: "Innenhof",
        ..EMPTY
    },
    Plan {
        host: 0,
        guests: &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
        name: "House meeting",
        icon: "bell",
        when: In(13),
        from: "19:00",
        to: "20:30",
        address: "Lindenstraße 8, kitchen",
        description: "Heating, bicycles, and who waters the roof.",
        ..EMPTY
    },
    Plan { host: 0, name: "Gift for Nina", icon: "heart", when: In(3), is_private: true, ..EMPTY },
];
