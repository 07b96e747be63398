//! Draws a logo anew: scaled down where it must be, in the middle of a plain square, opaque.

use super::{Colour, PixelBox, Pixels};

/// Width and height of what is drawn; certification takes 100 to 230, and reviewers ask for 230.
const SIDE: u32 = 230;

/// The longest side of a logo in it, which has to stay below 70 %.
const LOGO_SIDE: u32 = 158;

/// Encodes opaque pixels of three bytes each, `side` by `side`, as PNG.
///
/// Fails only when there are not as many.
pub fn encode(side: u32, samples: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(samples)?;
    writer.finish()?;
    Ok(bytes)
}

impl Pixels {
    /// The logo as an icon that certification takes: in the middle of 230 by 230 opaque pixels of a colour. Where the
    /// present background is another plain colour or none at all, all of the picture is taken for the logo.
    ///
    /// `None` when nothing would be seen on that colour.
    pub fn redrawn_on(&self, background: Colour) -> Option<Vec<u8>> {
        encode(SIDE, &self.flattened(background).drawn_small(background)?).ok()
    }

    /// Whether something would be seen on that colour.
    pub fn stands_out_on(&self, background: Colour) -> bool {
        self.colours.iter().any(|colour| !colour.over(background).is_like(background))
    }

    /// Without transparency, as it looks on a colour.
    fn flattened(&self, background: Colour) -> Self {
        let colours = self.colours.iter().map(|colour| colour.over(background)).collect();
        Self { width: self.width, height: self.height, colours }
    }

    /// The samples of the new picture.
    fn drawn_small(&self, background: Colour) -> Option<Vec<u8>> {
        let PixelBox { x: left, y: top, width, height } = self.box_on(background)?;
        // A small logo stays as it is: a larger one would be blurred.
        let longest = width.max(height).max(LOGO_SIDE);
        let scaled = |side: u32| (side * LOGO_SIDE / longest).max(1);
        let (new_width, new_height) = (scaled(width), scaled(height));
        let (new_left, new_top) = ((SIDE - new_width) / 2, (SIDE - new_height) / 2);
        let mut samples = Vec::with_capacity((SIDE * SIDE * 3) as usize);
        for y in 0..SIDE {
            for x in 0..SIDE {
                let inside = (x.checked_sub(new_left).filter(|x| *x < new_width))
                    .zip(y.checked_sub(new_top).filter(|y| *y < new_height));
                let colour = inside.map_or(background, |(x, y)| {
                    let columns = piece(x, new_width, left, width);
                    self.mean(columns, piece(y, new_height, top, height), background)
                });
                samples.extend([colour.red, colour.green, colour.blue]);
            }
        }
        Some(samples)
    }

    /// The mean colour of a rectangle, given by its columns and rows.
    fn mean(&self, columns: std::ops::Range<u32>, rows: std::ops::Range<u32>, background: Colour) -> Colour {
        let mut sums = [0u32; 3];
        let mut count = 0;
        for colour in rows.flat_map(|y| columns.clone().map(move |x| (x, y))).filter_map(|(x, y)| self.colour(x, y)) {
            count += 1;
            for (sum, channel) in sums.iter_mut().zip([colour.red, colour.green, colour.blue]) {
                *sum += u32::from(channel);
            }
        }
        if count == 0 {
            return background;
        }
        let [red, green, blue] = sums.map(|sum| ((sum + count / 2) / count) as u8);
        Colour::opaque(red, green, blue)
    }
}

/// The old pixels that the new pixel `number` of `new` stands for, of `old` pixels from `start` on; at least one.
fn piece(number: u32, new: u32, start: u32, old: u32) -> std::ops::Range<u32> {
    let from = number * old / new;
    let to = ((number + 1) * old / new).max(from + 1);
    start + from..start + to
}

impl Colour {
    /// How it looks on an opaque colour.
    fn over(self, below: Self) -> Self {
        let mixed = |above: u8, below: u8| {
            let (share, whole) = (u32::from(self.alpha), u32::from(u8::MAX));
            ((u32::from(above) * share + u32::from(below) * (whole - share) + whole / 2) / whole) as u8
        };
        Self::opaque(mixed(self.red, below.red), mixed(self.green, below.green), mixed(self.blue, below.blue))
    }
}
