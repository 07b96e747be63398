//! The formats of strings: one is told where every string has it.

use super::evidence::Place;

/// A format, and whether a string has it.
type Format = (&'static str, fn(&str) -> bool);

/// The formats that a string shows by itself, as the platform names them.
const FORMATS: [Format; 3] = [("date-time", is_date_time), ("uuid", is_uuid), ("uri", is_uri)];

/// Which formats all strings seen so far have.
#[derive(Clone, Debug, Default)]
pub struct Formats {
    is_any_seen: bool,
    /// For each of the formats the first string that has it not.
    unfit: [Option<Place>; FORMATS.len()],
}

impl Formats {
    pub fn observe(&mut self, text: &str, place: Place) {
        self.is_any_seen = true;
        for (unfit, (_, fits)) in self.unfit.iter_mut().zip(FORMATS) {
            if unfit.is_none() && !fits(text) {
                *unfit = Some(place);
            }
        }
    }

    pub fn merge(&mut self, other: &Self) {
        self.is_any_seen |= other.is_any_seen;
        for (unfit, others) in self.unfit.iter_mut().zip(other.unfit) {
            *unfit = unfit.or(others);
        }
    }

    /// The format that every string has.
    pub fn common(&self) -> Option<&'static str> {
        let all = FORMATS.iter().zip(&self.unfit);
        all.filter(|(_, unfit)| self.is_any_seen && unfit.is_none()).map(|((name, _), _)| *name).next()
    }

    /// Where a string was seen that does not have a format; `None` also for formats that are not known here.
    pub fn against(&self, format: &str) -> Option<Place> {
        FORMATS.iter().zip(self.unfit).find(|((name, _), _)| *name == format)?.1
    }
}

/// RFC 3339: `2026-01-31T08:00:00Z`, with a fraction and an offset, too.
fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't']) else { return false };
    let offset = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (clock, offset) = time.split_at(offset);
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let is_offset = match offset.strip_prefix(['+', '-']) {
        Some(offset) => has_digits(offset, ':', [(2, 0, 23), (2, 0, 59)]),
        None => matches!(offset, "Z" | "z"),
    };
    has_digits(date, '-', [(4, 0, 9999), (2, 1, 12), (2, 1, 31)])
        && has_digits(clock, ':', [(2, 0, 23), (2, 0, 59), (2, 0, 60)])
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
        && is_offset
}

/// Whether a text is numbers of so many digits, each from a least to a most, with a separator between them.
fn has_digits<const N: usize>(text: &str, separator: char, fields: [(usize, u32, u32); N]) -> bool {
    let parts: Vec<&str> = text.split(separator).collect();
    parts.len() == N
        && parts.iter().zip(fields).all(|(part, (length, least, most))| {
            part.len() == length
                && part.bytes().all(|byte| byte.is_ascii_digit())
                && part.parse::<u32>().is_ok_and(|number| (least..=most).contains(&number))
        })
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// An absolute address with a host: `https://contoso.com/orders/1`.
fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        && rest.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '[')
        && rest.bytes().all(|byte| byte.is_ascii_graphic() && !br#""<>\^`{|}"#.contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn common(texts: &[&str]) -> Option<&'static str> {
        let mut formats = Formats::default();
        for text in texts {
            formats.observe(text, Place { sample: 0, offset: 0 });
        }
        formats.common()
    }

    #[test]
    fn a_format_is_told_where_every_string_has_it() {
        let (time, uuid, uri) =
            ("2026-01-31T08:00:00Z", "123e4567-e89b-12d3-a456-426614174000", "https://contoso.com/a?b=%20#c");
        assert_eq!(common(&[time, "2026-01-31t23:59:60.125+05:30"]), Some("date-time"));
        assert_eq!(common(&[uuid, &uuid.to_uppercase()]), Some("uuid"));
        assert_eq!(common(&[uri, "ftp://[::1]/x"]), Some("uri"));
        for texts in [&[][..], &[time, uuid], &[uri, ""], &[time, "2026-01-31"]] {
            assert_eq!(common(texts), None, "{texts:?}");
        }
    }

    #[test]
    fn what_only_looks_so_has_no_format() {
        for text in [
            "2026-13-01T00:00:00Z",
            "2026-01-31T08:00:00",
            "2026-01-31T08:00:00.Z",
            "2026-01-31T24:00:00Z",
            "2026-1-31T08:00:00Z",
            "+026-01-31T08:00:00Z",
            "2026-01-31T08:00:00+5:30",
            "123e4567e89b12d3a456426614174000",
            "123e4567-e89b-12d3-a456-42661417400g",
            "mailto:ada@contoso.com",
            "https:///x",
            "https://contoso.com/a b",
            "1http://contoso.com",
            "see https://contoso.com",
        ] {
            assert_eq!(common(&[text]), None, "{text}");
        }
    }
}
