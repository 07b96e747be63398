//! The icon of a generated connector: the first letter or digit of its title on the brand colour.
//!
//! It is a stand-in that passes certification's rules until the publisher draws a better one.

use anyhow::{Context as _, Result};

use crate::connector::icon::{Colour, encode};

/// Width and height of the icon; certification accepts 100 to 230.
const SIDE: usize = 230;
/// Width and height of one dot of a glyph; 5 by 7 of them stay below 70 % of the icon.
const DOT: usize = 20;
const GLYPH_WIDTH: usize = 5;
const GLYPH_HEIGHT: usize = 7;

/// Relative luminance as the Web Content Accessibility Guidelines define it: 0 is black, 1 is white.
pub fn luminance(colour: Colour) -> f64 {
    let linear = [colour.red, colour.green, colour.blue].map(|channel| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

/// Draws the icon as an opaque PNG.
pub fn draw(title: &str, brand_colour: &str) -> Result<Vec<u8>> {
    let background = Colour::of_hex(brand_colour).with_context(|| format!("`{brand_colour}` is not a colour"))?;
    // Where black and white contrast alike.
    let ink = if luminance(background) > 0.179 { 0 } else { u8::MAX };
    let glyph = glyph(title);
    let left = (SIDE - GLYPH_WIDTH * DOT) / 2;
    let top = (SIDE - GLYPH_HEIGHT * DOT) / 2;
    let mut pixels = Vec::with_capacity(SIDE * SIDE * 3);
    for y in 0..SIDE {
        for x in 0..SIDE {
            let column = x.checked_sub(left).map(|x| x / DOT).filter(|&column| column < GLYPH_WIDTH);
            let row = y.checked_sub(top).and_then(|y| glyph.get(y / DOT));
            let is_dot = column.zip(row).is_some_and(|(column, row)| row >> (GLYPH_WIDTH - 1 - column) & 1 == 1);
            pixels.extend(if is_dot { [ink; 3] } else { [background.red, background.green, background.blue] });
        }
    }
    encode(SIDE as u32, &pixels).context("could not draw the icon")
}

type Glyph = [u8; GLYPH_HEIGHT];

/// The glyph of the first ASCII letter or digit; a plug for titles without one.
fn glyph(title: &str) -> Glyph {
    const PLUG: Glyph = [0b01010, 0b01010, 0b11111, 0b11111, 0b01110, 0b00100, 0b00100];
    let initial = title.chars().find(char::is_ascii_alphanumeric).map(|initial| initial.to_ascii_uppercase());
    GLYPHS.iter().find(|(character, _)| Some(*character) == initial).map_or(PLUG, |(_, glyph)| *glyph)
}

/// One row of five dots per number, the leftmost dot in the highest bit.
#[rustfmt::skip]
const GLYPHS: [(char, Glyph); 36] = [
    ('A', [0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001]),
    ('B', [0b11110, 0b10001, 0b10001, 0b11110, 0b10001, 0b10001, 0b11110]),
    ('C', [0b01110, 0b10001, 0b10000, 0b10000, 0b10000, 0b10001, 0b01110]),
    ('D', [0b11110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b11110]),
    ('E', [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111]),
    ('F', [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b10000]),
    ('G', [0b01110, 0b10001, 0b10000, 0b10111, 0b10001, 0b10001, 0b01110]),
    ('H', [0b10001, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001]),
    ('I', [0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b11111]),
    ('J', [0b00111, 0b00010, 0b00010, 0b00010, 0b00010, 0b10010, 0b01100]),
    ('K', [0b10001, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010, 0b10001]),
    ('L', [0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b11111]),
    ('M', [0b10001, 0b11011, 0b10101, 0b10101, 0b10001, 0b10001, 0b10001]),
    ('N', [0b10001, 0b11001, 0b11001, 0b10101, 0b10011, 0b10011, 0b10001]),
    ('O', [0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110]),
    ('P', [0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000]),
    ('Q', [0b01110, 0b10001, 0b10001, 0b10001, 0b10101, 0b10010, 0b01101]),
    ('R', [0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001]),
    ('S', [0b01111, 0b10000, 0b10000, 0b01110, 0b00001, 0b00001, 0b11110]),
    ('T', [0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100]),
    ('U', [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110]),
    ('V', [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01010, 0b00100]),
    ('W', [0b10001, 0b10001, 0b10001, 0b10101, 0b10101, 0b11011, 0b10001]),
    ('X', [0b10001, 0b10001, 0b01010, 0b00100, 0b01010, 0b10001, 0b10001]),
    ('Y', [0b10001, 0b10001, 0b01010, 0b00100, 0b00100, 0b00100, 0b00100]),
    ('Z', [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b10000, 0b11111]),
    ('0', [0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110]),
    ('1', [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110]),
    ('2', [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111]),
    ('3', [0b11110, 0b00001, 0b00001, 0b01110, 0b00001, 0b00001, 0b11110]),
    ('4', [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010]),
    ('5', [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110]),
    ('6', [0b01110, 0b10000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110]),
    ('7', [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000]),
    ('8', [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110]),
    ('9', [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00001, 0b01110]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connector::icon::Icon;

    #[test]
    fn every_icon_is_a_logo_on_the_brand_colour() {
        let titles = GLYPHS.iter().map(|(initial, _)| initial.to_string()).chain(["مرحبا".to_owned()]);
        for (title, brand_colour) in titles.zip(["#1b5e7b", "#f0c000", "#000000", "#777777"].into_iter().cycle()) {
            let bytes = draw(&title, brand_colour).unwrap();
            assert_eq!(bytes, draw(&title, brand_colour).unwrap());
            assert!(bytes.len() < 1_000_000);
            let icon = Icon::read(&bytes).unwrap();
            assert_eq!((icon.width(), icon.height()), (230, 230));
            let pixels = icon.pixels().unwrap();
            assert!(pixels.is_opaque());
            let background = pixels.background();
            assert!(background.is_uniform());
            assert_eq!(Some(background.colour), Colour::of_hex(brand_colour));
            let logo = pixels.logo_box().unwrap();
            assert!(logo.width * 10 < 230 * 7 && logo.height * 10 < 230 * 7, "{title} is too large");
            assert!(logo.width * 10 > 230 * 2 && logo.height * 10 > 230 * 5, "{title} is too small");
            // Within the glyph's box there is ink, and it contrasts.
            let ink = (logo.x..logo.x + logo.width)
                .filter_map(|x| pixels.colour(x, logo.y))
                .find(|colour| *colour != background.colour)
                .unwrap();
            let (light, dark) =
                (luminance(ink).max(luminance(background.colour)), luminance(ink).min(luminance(background.colour)));
            assert!((light + 0.05) / (dark + 0.05) >= 4.5, "{title} on {brand_colour} is hard to see");
        }
    }

    #[test]
    fn different_initials_have_different_icons() {
        let mut glyphs: Vec<Glyph> = GLYPHS.iter().map(|(_, glyph)| *glyph).collect();
        glyphs.push(glyph("…"));
        glyphs.sort_unstable();
        glyphs.dedup();
        assert_eq!(glyphs.len(), 37);
    }
}
