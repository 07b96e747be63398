//! What samples tell about one value: its type, formats, properties and elements, and where that was seen first.

use std::collections::HashMap;
use std::fmt;

use super::format::Formats;
use super::{Sample, shown};
use crate::json::{Kind, Node, join};

/// A byte of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The number of the sample.
    pub sample: usize,
    pub offset: u32,
}

/// What a value is, in the words of schemas; integers are numbers first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    Boolean,
    Number,
    String,
    Array,
    Object,
}

impl Told {
    fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Null | Kind::Invalid => None,
            Kind::Bool => Some(Self::Boolean),
            Kind::Number => Some(Self::Number),
            Kind::String => Some(Self::String),
            Kind::Array => Some(Self::Array),
            Kind::Object => Some(Self::Object),
        }
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        })
    }
}

/// Two values of one place in the samples that have different types.
#[derive(Debug)]
pub struct Mix {
    pointer: String,
    here: (Told, Place),
    before: (Told, Place),
}

impl Mix {
    pub fn shown(&self, samples: &[Sample]) -> String {
        let (here, before) = (shown(self.here.1, samples), shown(self.before.1, samples));
        format!("{here}: {} is {}, but {} at {before}", named(&self.pointer), self.here.0, self.before.0)
    }
}

/// A pointer in backticks; of the whole body in words.
pub fn named(pointer: &str) -> String {
    if pointer.is_empty() { "the body".to_owned() } else { format!("`{pointer}`") }
}

/// A property of an object.
#[derive(Clone, Debug)]
pub struct Property {
    pub name: String,
    pub value: Evidence,
    /// In how many objects it was there and not null.
    pub present: usize,
    /// The number of the last of them.
    last_object: usize,
}

/// What samples tell about a value; nothing at first, and nothing from `null`.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    first: Option<(Told, Place)>,
    /// The first number that is no integer.
    pub fraction: Option<Place>,
    pub formats: Formats,
    /// In the order in which they were seen first.
    pub properties: Vec<Property>,
    numbers: HashMap<String, usize>,
    /// How many objects were seen.
    pub objects: usize,
    /// What the elements of all arrays tell together.
    pub items: Option<Box<Evidence>>,
}

impl Evidence {
    pub fn kind(&self) -> Option<Told> {
        self.first.map(|(kind, _)| kind)
    }

    /// Where a value was seen first.
    pub fn place(&self) -> Option<Place> {
        self.first.map(|(_, place)| place)
    }

    /// Takes in one value and everything below it.
    pub fn observe(&mut self, value: Node<'_>, sample: usize, mixes: &mut Vec<Mix>) {
        // Depth is bounded by MAX_DEPTH, so recursion is.
        let Some(kind) = Told::of(value.kind()) else { return };
        let place = Place { sample, offset: value.span().start };
        if !self.is_also((kind, place), || value.pointer(), mixes) {
            return;
        }
        match kind {
            Told::Boolean => {}
            Told::Number if value.as_i64().is_some() => {}
            Told::Number => drop(self.fraction.get_or_insert(place)),
            Told::String => self.formats.observe(&value.as_str().unwrap_or_default(), place),
            Told::Array => {
                let items = self.items.get_or_insert_default();
                value.children().for_each(|element| items.observe(element, sample, mixes));
            }
            Told::Object => {
                self.objects += 1;
                let number = self.objects;
                for member in value.children() {
                    let property = self.property(&member.key().unwrap_or_default());
                    // A key that is written twice is still there once.
                    if !member.is_null() && property.last_object != number {
                        property.present += 1;
                        property.last_object = number;
                    }
                    property.value.observe(member, sample, mixes);
                }
            }
        }
    }

    /// Takes in what is told elsewhere about the same thing; `pointer` is where that is for messages.
    pub fn merge(&mut self, other: &Self, pointer: &str, mixes: &mut Vec<Mix>) {
        let Some(first) = other.first else { return };
        if !self.is_also(first, || pointer.to_owned(), mixes) {
            return;
        }
        self.fraction = self.fraction.or(other.fraction);
        self.formats.merge(&other.formats);
        self.objects += other.objects;
        if let Some(items) = &other.items {
            self.items.get_or_insert_default().merge(items, &join(pointer, "0"), mixes);
        }
        for property in &other.properties {
            let own = self.property(&property.name);
            own.present += property.present;
            own.value.merge(&property.value, &join(pointer, &property.name), mixes);
        }
    }

    fn is_also(&mut self, here: (Told, Place), pointer: impl Fn() -> String, mixes: &mut Vec<Mix>) -> bool {
        let before = *self.first.get_or_insert(here);
        if before.0 != here.0 {
            mixes.push(Mix { pointer: pointer(), here, before });
        }
        before.0 == here.0
    }

    fn property(&mut self, name: &str) -> &mut Property {
        let number = match self.numbers.get(name) {
            Some(&number) => number,
            None => {
                self.numbers.insert(name.to_owned(), self.properties.len());
                let property = Property { name: name.to_owned(), value: Self::default(), present: 0, last_object: 0 };
                self.properties.push(property);
                self.properties.len() - 1
            }
        };
        &mut self.properties[number]
    }
}
