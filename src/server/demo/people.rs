//! The twelve neighbours.

use crate::{app::i18n::Language, server::account::NewAccount};

/// Everybody's.
pub const PASSWORD: &str = "three words suffice";

pub struct Neighbour {
    pub name: &'static str,
    pub user_name: &'static str,
    language: Language,
    zone: &'static str,
}

impl Neighbour {
    /// What signing up would have said.
    pub fn account(&self) -> NewAccount {
        NewAccount {
            name: self.name.into(),
            user_name: self.user_name.into(),
            email: format!("{}@lindenstrasse8.example", self.user_name),
            password: PASSWORD.into(),
            language: self.language,
            time_zone: self.zone.into(),
        }
    }
}

const fn neighbour(name: &'static str, user_name: &'static str, language: Language, zone: &'static str) -> Neighbour {
    Neighbour { name, user_name, language, zone }
}

/// Mara keeps the house.
pub const PEOPLE: [Neighbour; 12] = [
    neighbour("Mara Lindqvist", "mara", Language::En, "Europe/Berlin"),
    neighbour("Jonas Weber", "jonas", Language::De, "Europe/Berlin"),
    neighbour("Lucie Moreau", "lucie", Language::Fr, "Europe/Berlin"),
    neighbour("Антон Белов", "anton", Language::Ru, "Europe/Berlin"),
    neighbour("Нина Соколова", "nina", Language::Ru, "Europe/Moscow"),
    neighbour("Aïcha Diallo", "aicha", Language::Fr, "Europe/Paris"),
    neighbour("Felix Brandt", "felix", Language::De, "Europe/Berlin"),
    neighbour("Ida Holm", "ida", Language::En, "Europe/Berlin"),
    neighbour("Tomás Rey", "tomas", Language::En, "Europe/Lisbon"),
    neighbour("Greta Vogel", "greta", Language::De, "Europe/Berlin"),
    neighbour("Paul Girard", "paul", Language::Fr, "Europe/Paris"),
    neighbour("Sam Okafor", "sam", Language::En, "Europe/London"),
];
