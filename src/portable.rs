//! Names of files and folders that every system can have: a connector that is made on one is checked out on others.
//!
//! Facts about single names only; looks at no disk.

/// The longest name that common file systems take, in the units that each counts in.
const MAX_UNITS: usize = 255;

/// Why some system cannot have a file or folder of this name; `None` where all can.
pub fn obstacle(name: &str) -> Option<&'static str> {
    if name.contains(char::REPLACEMENT_CHARACTER) {
        Some("it is not UTF-8")
    } else if name.contains(char::is_control) {
        Some("it has a control character")
    } else if name.contains(['<', '>', ':', '"', '/', '\\', '|', '?', '*']) {
        Some("Windows has no names with any of `< > : \" / \\ | ? *`")
    } else if name.ends_with(['.', ' ']) {
        Some("Windows drops a dot or blank at the end")
    } else if is_reserved(name) {
        Some("Windows keeps this name for a device")
    } else if name.len() > MAX_UNITS {
        Some("it has more than 255 bytes")
    } else {
        None
    }
}

/// Device names of Windows, which are reserved with any extension too.
pub fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let is_number = |end: &str| {
        let mut digits = end.chars();
        matches!((digits.next(), digits.next()), (Some('1'..='9' | '¹' | '²' | '³'), None))
    };
    match stem.as_str() {
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$" => true,
        _ => stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT")).is_some_and(is_number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_some_system_cannot_have_are_told_with_the_reason() {
        for (name, reason) in [
            ("aux", "device"),
            ("Con.md", "device"),
            ("nul .tar.gz", "device"),
            ("COM1", "device"),
            ("lpt9.txt", "device"),
            ("com².png", "device"),
            ("conout$", "device"),
            ("a ", "end"),
            ("a.", "end"),
            ("a:b", "Windows has no"),
            ("what?.md", "Windows has no"),
            ("a\\b", "Windows has no"),
            ("a\nb", "control"),
            ("a\u{1b}[31m", "control"),
            ("caf\u{fffd}", "UTF-8"),
            (&"a".repeat(256), "255"),
        ] {
            let told = obstacle(name).unwrap_or_default();
            assert!(told.contains(reason), "{name:?}: {told}");
        }
    }

    #[test]
    fn all_systems_can_have_common_names() {
        let long = "a".repeat(255);
        for name in [
            "readme.md",
            "Müller & Söhne's (v2).txt",
            ".gitignore",
            "console.md",
            "com.json",
            "com10",
            "auxx",
            "a~1",
            &long,
        ] {
            assert_eq!(obstacle(name), None, "{name}");
        }
    }
}
