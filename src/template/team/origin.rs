//! Where in a template a piece of rendered text comes from, found by what both have in common.
//!
//! Tera keeps no record of it. What stands outside the tags of a line is rendered as it is, so the line is known again by
//! that; where several lines may be meant, or none, there is no answer.

/// The beginnings of Tera's tags, with their ends.
const TAGS: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];

/// A stretch of a template's line outside the tags.
struct Piece<'t> {
    /// Where it begins in the template.
    at: usize,
    text: &'t str,
}

/// The offset in the template of a place in a rendered line; `column` counts its bytes from zero.
pub fn origin(template: &str, rendered: &str, column: usize) -> Option<usize> {
    let blanks = rendered.len() - rendered.trim_start().len();
    let (rendered, column) = (rendered.trim(), column.saturating_sub(blanks));
    let mut found: Option<(usize, usize)> = None;
    let mut is_unclear = false;
    let mut start = 0;
    for line in template.split_inclusive('\n') {
        let pieces = pieces(start, line);
        start += line.len();
        // Brackets alone are everywhere.
        let tells = pieces.iter().any(|piece| piece.text.contains(char::is_alphanumeric));
        let known: usize = pieces.iter().map(|piece| piece.text.trim().len()).sum();
        let Some(places) = places(&pieces, rendered).filter(|_| tells) else { continue };
        if found.is_some_and(|(most, _)| most > known) {
            continue;
        }
        is_unclear = found.is_some_and(|(most, _)| most == known);
        found = Some((known, offset(&pieces, &places, column)));
    }
    found.filter(|_| !is_unclear).map(|(_, offset)| offset)
}

/// What stands before, between and behind the tags of a line, without the blanks around the line.
fn pieces(start: usize, line: &str) -> Vec<Piece<'_>> {
    let indentation = line.len() - line.trim_start().len();
    let (mut at, mut rest) = (start + indentation, line.trim());
    let mut pieces = Vec::new();
    while let Some((begin, end)) = TAGS.iter().filter_map(|(begin, end)| Some((rest.find(begin)?, end))).min() {
        pieces.push(Piece { at, text: &rest[..begin] });
        let length = rest[begin..].find(end).map_or(rest.len() - begin, |length| length + end.len());
        at += begin + length;
        rest = &rest[begin + length..];
    }
    pieces.push(Piece { at, text: rest });
    pieces
}

/// Where the pieces stand in a rendered line; `None` when they are not all there, in order, with nothing around them.
fn places(pieces: &[Piece<'_>], rendered: &str) -> Option<Vec<usize>> {
    let mut places = Vec::new();
    let mut end = 0;
    for (number, piece) in pieces.iter().enumerate() {
        let place = match number {
            0 => rendered.starts_with(piece.text).then_some(0)?,
            _ if number + 1 == pieces.len() => rendered.len().checked_sub(piece.text.len()).filter(|at| *at >= end)?,
            _ => end + rendered.get(end..)?.find(piece.text)?,
        };
        end = place + piece.text.len();
        places.push(place);
    }
    let last = pieces.last()?;
    (rendered.ends_with(last.text) && end == rendered.len()).then_some(places)
}

/// The offset of a place in the piece that it lies in, or of the tag that it was rendered by.
fn offset(pieces: &[Piece<'_>], places: &[usize], column: usize) -> usize {
    let before = pieces.iter().zip(places).rev().find(|(_, place)| **place <= column);
    before.map_or(0, |(piece, place)| piece.at + (column - place).min(piece.text.len()))
}

#[cfg(test)]
mod tests {
    use super::origin;

    /// The rest of the template's line from the place that is found.
    fn found<'t>(template: &'t str, rendered: &str, column: usize) -> Option<&'t str> {
        origin(template, rendered, column).and_then(|at| template[at..].lines().next())
    }

    const TEMPLATE: &str =
        "{\n  {% if a -%}\n  \"host\": {{ host }},\n  \"name\" \"x\",\n  {% endif %}\n  \"b\": [\n  ]\n}\n";

    #[test]
    fn finds_text_and_tags_by_what_is_around_them() {
        assert_eq!(found(TEMPLATE, "\"host\": api.contoso.com,", 8), Some("{{ host }},"));
        assert_eq!(found(TEMPLATE, "\"host\": api.contoso.com,", 12), Some("{{ host }},"));
        assert_eq!(found(TEMPLATE, "   \"name\" \"x\",", 10), Some("\"x\","));
    }

    #[test]
    fn has_no_answer_where_several_lines_may_be_meant() {
        assert_eq!(found("[\n  1,\n  1,\n],\n", "1,", 0), None);
        assert_eq!(found(TEMPLATE, "],", 1), None);
        assert_eq!(found(TEMPLATE, "nothing of it", 0), None);
    }
}
