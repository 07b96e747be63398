//! The class that the platform runs: `Script`, the classes of the same file that it inherits from, and its entry point.
//!
//! Follows names inside the file only; what a class from elsewhere brings along is not known here.

use foldhash::HashMap;

use super::{Class, Method, Script};

/// The class that the platform makes an object of.
pub const MAIN_CLASS: &str = "Script";

/// The platform's class that it has to inherit from.
pub const BASE_CLASS: &str = "ScriptBase";

/// The method that the platform calls.
pub const ENTRY_POINT: &str = "ExecuteAsync";

/// What the entry point returns.
pub const ENTRY_POINT_TYPE: &str = "Task<HttpResponseMessage>";

/// The main class with its ancestors in the file.
#[derive(Clone, Debug)]
pub struct MainClass<'s> {
    /// The parts of the class itself, then of its ancestors; there is at least one.
    pub classes: Vec<Class<'s>>,
    /// Whether one of them names the platform's base class.
    pub has_base: bool,
}

impl<'s> MainClass<'s> {
    /// The first part of the class itself.
    pub fn class(&self) -> Option<&Class<'s>> {
        self.classes.first()
    }
}

impl Script {
    /// The class called `Script`, in exact case if there is one, else in any.
    pub fn main_class(&self) -> Option<MainClass<'_>> {
        let classes: Vec<Class<'_>> = self.classes().into_iter().filter(|class| class.depth == 0).collect();
        let same_case = classes.iter().find(|class| class.name == MAIN_CLASS);
        let name = same_case.or(classes.iter().find(|class| class.name.eq_ignore_ascii_case(MAIN_CLASS)))?.name;
        let mut parts: HashMap<&str, Vec<Class<'_>>> = HashMap::default();
        for class in classes {
            parts.entry(class.name).or_default().push(class);
        }
        let mut found = MainClass { classes: Vec::new(), has_base: false };
        let mut wanted = vec![name];
        // What is found is taken out, so it ends even where classes inherit in a circle.
        while let Some(name) = wanted.pop() {
            let parts = parts.remove(name).unwrap_or_default();
            for base in parts.iter().flat_map(|class| &class.bases) {
                let base = base.name.rsplit(['.', ':']).next().unwrap_or_default().trim();
                found.has_base |= base == BASE_CLASS;
                wanted.push(base);
            }
            found.classes.extend(parts);
        }
        Some(found)
    }

    /// The methods that have the entry point's name, of the class itself and its ancestors.
    pub fn entry_points(&self, main: &MainClass<'_>) -> Vec<Method<'_>> {
        let methods = main.classes.iter().flat_map(|class| self.methods(class));
        methods.filter(|method| method.name == ENTRY_POINT).collect()
    }
}
