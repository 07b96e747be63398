//! Path templates such as `/orders/{id}`: their variables, and what remains without their names. Judges nothing.

/// Why the braces of a path make no template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BraceError {
    /// A `{` that is never closed.
    Unclosed,
    /// A `}` that closes nothing.
    Unopened,
    /// A `{` inside braces.
    Nested,
    /// Nothing between the braces.
    Empty,
    /// The variable holds a `/`.
    CrossesSegments,
}

/// A variable of a path template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variable<'t> {
    pub name: &'t str,
    /// What stands behind a `=` in the braces.
    pub default: Option<&'t str>,
}

fn find_brace(text: &str) -> Option<usize> {
    memchr::memchr2(b'{', b'}', text.as_bytes())
}

/// The variables of a path, in order.
pub fn variables(path: &str) -> Result<Vec<Variable<'_>>, BraceError> {
    let mut variables = Vec::new();
    let mut rest = path;
    while let Some(at) = find_brace(rest) {
        let tail = &rest[at..];
        let Some(inside) = tail.strip_prefix('{') else { return Err(BraceError::Unopened) };
        let end = find_brace(inside).ok_or(BraceError::Unclosed)?;
        if inside[end..].starts_with('{') {
            return Err(BraceError::Nested);
        }
        let text = &inside[..end];
        if text.trim().is_empty() {
            return Err(BraceError::Empty);
        }
        if text.contains('/') {
            return Err(BraceError::CrossesSegments);
        }
        let (name, default) = text.split_once('=').map_or((text, None), |(name, default)| (name, Some(default)));
        variables.push(Variable { name, default });
        rest = &inside[end + 1..];
    }
    Ok(variables)
}

/// The path in lower case with `{}` in place of each variable: equal for paths that differ only in names and case.
pub fn without_names(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut depth = 0usize;
    for character in path.chars() {
        match character {
            '{' => {
                depth += 1;
                out.push('{');
            }
            '}' => {
                depth = depth.saturating_sub(1);
                out.push('}');
            }
            _ if depth > 0 => {}
            _ if character.is_ascii() => out.push(character.to_ascii_lowercase()),
            _ => out.extend(character.to_lowercase()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_read_in_order() {
        let names = |path| variables(path).map(|found| found.iter().map(|v| v.name).collect::<Vec<_>>());
        assert_eq!(names("/a/{b}/c({d},{e})"), Ok(vec!["b", "d", "e"]));
        assert_eq!(names("/a"), Ok(vec![]));
        assert_eq!(variables("/{a=1}"), Ok(vec![Variable { name: "a", default: Some("1") }]));
    }

    #[test]
    fn broken_braces_are_told_apart() {
        assert_eq!(variables("/{a"), Err(BraceError::Unclosed));
        assert_eq!(variables("/a}"), Err(BraceError::Unopened));
        assert_eq!(variables("/{a{b}}"), Err(BraceError::Nested));
        assert_eq!(variables("/{ }"), Err(BraceError::Empty));
        assert_eq!(variables("/{a/b}"), Err(BraceError::CrossesSegments));
    }

    #[test]
    fn names_and_case_are_left_out() {
        assert_eq!(without_names("/Orders/{Id}.json"), "/orders/{}.json");
        assert_eq!(without_names("/a}b{c"), "/a}b{");
    }
}
