use png::BitDepth;
use proptest::prelude::*;

use super::*;

const ORANGE: Colour = Colour::opaque(0xda, 0x3b, 0x01);
const WHITE: Colour = Colour::opaque(255, 255, 255);

fn encode(width: u32, height: u32, kind: ColorType, depth: BitDepth, data: &[u8]) -> Vec<u8> {
    encode_with(width, height, kind, depth, data, |_| ())
}

fn encode_with(
    width: u32,
    height: u32,
    kind: ColorType,
    depth: BitDepth,
    data: &[u8],
    set: impl FnOnce(&mut png::Encoder<'_, &mut Vec<u8>>),
) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(kind);
    encoder.set_depth(depth);
    set(&mut encoder);
    let mut writer = encoder.write_header().expect("the size and the colour type go together");
    writer.write_image_data(data).expect("the data has the length of the image");
    drop(writer);
    bytes
}

/// A picture of 8-bit RGBA pixels, drawn by a function.
fn drawn(width: u32, height: u32, draw: impl Fn(u32, u32) -> Colour) -> Vec<u8> {
    let data: Vec<u8> = (0..height)
        .flat_map(|y| (0..width).map(move |x| (x, y)))
        .map(|(x, y)| draw(x, y))
        .flat_map(|colour| [colour.red, colour.green, colour.blue, colour.alpha])
        .collect();
    encode(width, height, ColorType::Rgba, BitDepth::Eight, &data)
}

fn pixels(bytes: &[u8]) -> Pixels {
    Icon::read(bytes).expect("the picture is sound").pixels().expect("the picture is small").clone()
}

/// One chunk with its checksum, for files that no encoder writes.
fn chunk(name: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut checksum = u32::MAX;
    for byte in name.iter().chain(data) {
        checksum ^= u32::from(*byte);
        for _ in 0..8 {
            checksum = if checksum & 1 == 1 { checksum >> 1 ^ 0xedb8_8320 } else { checksum >> 1 };
        }
    }
    [&(data.len() as u32).to_be_bytes()[..], &name, data, &(!checksum).to_be_bytes()].concat()
}

fn header_only(width: u32, height: u32) -> Vec<u8> {
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    [PNG_SIGNATURE, &chunk(*b"IHDR", &[&size[..], &[8, 6, 0, 0, 0]].concat())].concat()
}

#[test]
fn formats_are_told_by_their_first_bytes() {
    let table: &[(&[u8], Option<ImageFormat>)] = &[
        (PNG_SIGNATURE, Some(ImageFormat::Png)),
        (b"\xff\xd8\xff\xe0..JFIF", Some(ImageFormat::Jpeg)),
        (b"GIF89a", Some(ImageFormat::Gif)),
        (b"GIF87a", Some(ImageFormat::Gif)),
        (b"GIF90a", None),
        (b"\0\0\x01\0\x01\0", Some(ImageFormat::Ico)),
        (b"RIFF\x10\0\0\0WEBPVP8 ", Some(ImageFormat::WebP)),
        (b"RIFF\x10\0\0\0WAVEfmt ", None),
        (b"BM\x10\0\0\0\0\0\0\0", Some(ImageFormat::Bmp)),
        (b"\xef\xbb\xbf\r\n<?xml version='1.0'?>\n<svg>", Some(ImageFormat::Svg)),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Some(ImageFormat::Svg)),
        (b"<html></html>", None),
        (b"see <svg>", None),
        (b"", None),
        (b"\x89PNG\n", None),
    ];
    for (bytes, format) in table {
        assert_eq!(ImageFormat::of(bytes), *format, "{bytes:?}");
    }
    assert_eq!(Icon::read(b"GIF89a....").unwrap_err(), IconProblem::NotPng(Some(ImageFormat::Gif)));
    assert_eq!(Icon::read(b"").unwrap_err(), IconProblem::Empty);
    assert_eq!(Icon::read(b"GIF89a....").unwrap_err().to_string(), "the file is a GIF image, not PNG");
}

#[test]
fn every_colour_type_and_depth_becomes_eight_bit_colours() {
    let translucent = Colour { red: 10, green: 20, blue: 30, alpha: 40 };
    let grey = |value| Colour::opaque(value, value, value);
    let table = [
        (ColorType::Grayscale, BitDepth::One, vec![0b0100_0000], [grey(0), grey(255)]),
        (ColorType::Grayscale, BitDepth::Two, vec![0b0110_0000], [grey(85), grey(170)]),
        (ColorType::Grayscale, BitDepth::Four, vec![0x0f], [grey(0), grey(255)]),
        (ColorType::Grayscale, BitDepth::Eight, vec![7, 9], [grey(7), grey(9)]),
        (ColorType::Grayscale, BitDepth::Sixteen, vec![7, 200, 9, 1], [grey(7), grey(9)]),
        (ColorType::GrayscaleAlpha, BitDepth::Eight, vec![7, 40, 9, 255], [Colour { alpha: 40, ..grey(7) }, grey(9)]),
        (ColorType::Rgb, BitDepth::Eight, vec![0xda, 0x3b, 1, 255, 255, 255], [ORANGE, WHITE]),
        (ColorType::Rgba, BitDepth::Eight, vec![10, 20, 30, 40, 255, 255, 255, 255], [translucent, WHITE]),
        (
            ColorType::Rgba,
            BitDepth::Sixteen,
            vec![10, 1, 20, 1, 30, 1, 40, 1, 255, 255, 255, 255, 255, 255, 255, 255],
            [translucent, WHITE],
        ),
    ];
    for (kind, depth, data, expected) in table {
        let bytes = encode(2, 1, kind, depth, &data);
        assert_eq!(pixels(&bytes).colours, expected, "{kind:?} {depth:?}");
    }
}

#[test]
fn palettes_and_their_transparency_are_resolved() {
    for depth in [BitDepth::One, BitDepth::Two, BitDepth::Four, BitDepth::Eight] {
        let data = match depth {
            BitDepth::One => vec![0b0100_0000],
            BitDepth::Two => vec![0b0001_0000],
            BitDepth::Four => vec![0x01],
            _ => vec![0, 1],
        };
        let bytes = encode_with(2, 1, ColorType::Indexed, depth, &data, |encoder| {
            encoder.set_palette(vec![0xda, 0x3b, 1, 255, 255, 255]);
            encoder.set_trns(vec![255, 128]);
        });
        let read = pixels(&bytes);
        assert_eq!(read.colours, [ORANGE, Colour { alpha: 128, ..WHITE }], "{depth:?}");
        assert_eq!(read.first_transparent(), Some(Pixel { x: 1, y: 0 }));
    }
}

#[test]
fn background_and_logo_are_found_in_spite_of_noise() {
    let bytes = drawn(100, 80, |x, y| match (x, y) {
        (30..=59, 10..=49) => WHITE,
        // Within the tolerance, as resampling leaves it.
        (0, 0..=9) => Colour::opaque(0xda - TOLERANCE, 0x3b + TOLERANCE, 1),
        _ => ORANGE,
    });
    let icon = Icon::read(&bytes).expect("the picture is sound");
    assert_eq!((icon.width(), icon.height(), icon.byte_length()), (100, 80, bytes.len()));
    assert!(!icon.is_animated());
    let pixels = icon.pixels().expect("the picture is small");
    assert!(pixels.is_opaque());
    let background = pixels.background();
    assert_eq!(background, Background { colour: ORANGE, matching: 356, border: 356 });
    assert!(background.is_uniform());
    assert_eq!(pixels.logo_box(), Some(PixelBox { x: 30, y: 10, width: 30, height: 40 }));
}

#[test]
fn rounded_corners_and_transparency_show() {
    let clear = Colour { red: 0, green: 0, blue: 0, alpha: 0 };
    let bytes = drawn(10, 10, |x, y| if (x, y) == (9, 0) { clear } else { ORANGE });
    let pixels = pixels(&bytes);
    assert_eq!(pixels.first_transparent(), Some(Pixel { x: 9, y: 0 }));
    assert_eq!(pixels.corners(), [ORANGE, clear, ORANGE, ORANGE]);
    let background = pixels.background();
    assert_eq!((background.matching, background.border, background.percent()), (35, 36, 97));
    assert!(!background.is_uniform());
}

#[test]
fn a_plain_picture_has_no_logo() {
    for (width, height) in [(1, 1), (1, 5), (5, 1), (7, 3)] {
        let pixels = pixels(&drawn(width, height, |_, _| ORANGE));
        assert_eq!(pixels.logo_box(), None);
        assert_eq!(pixels.corners(), [ORANGE; 4]);
        assert!(pixels.background().is_uniform());
        assert_eq!(pixels.colour(width, 0), None);
        assert_eq!(pixels.colour(0, height), None);
    }
}

#[test]
fn large_pictures_are_known_only_by_their_size() {
    let bomb = [header_only(30_000, 30_000), chunk(*b"IDAT", &[0x78, 0x9c, 1, 0])].concat();
    let icon = Icon::read(&bomb).expect("the header is sound");
    assert_eq!((icon.width(), icon.height()), (30_000, 30_000));
    assert!(icon.pixels().is_none());

    let side = MAX_DECODED_SIDE;
    let at_limit = drawn(side, 1, |_, _| WHITE);
    assert!(Icon::read(&at_limit).expect("the picture is sound").pixels().is_some());
    let above = drawn(1, side + 1, |_, _| WHITE);
    assert!(Icon::read(&above).expect("the picture is sound").pixels().is_none());
}

#[test]
fn damage_is_told_apart() {
    let good = drawn(20, 20, |x, y| if x == y { WHITE } else { ORANGE });
    assert_eq!(Icon::read(&good[..20]).unwrap_err(), IconProblem::NoHeader);
    assert_eq!(Icon::read(&header_only(0, 5)).unwrap_err(), IconProblem::NoHeader);
    let without_end = &good[..good.len() - 12];
    for cut in [without_end, &good[..60]] {
        assert_eq!(Icon::read(cut).unwrap_err(), IconProblem::Truncated { width: 20, height: 20 });
    }
    let mut flipped = good.clone();
    flipped[50] ^= 0xff;
    let problem = Icon::read(&flipped).unwrap_err();
    assert!(matches!(problem, IconProblem::Corrupt { width: 20, height: 20, .. }), "{problem:?}");
    assert!(problem.to_string().starts_with("the image is damaged: "));
}

#[test]
fn a_palette_that_ends_within_a_colour_is_damage() {
    let indexed = encode_with(2, 1, ColorType::Indexed, BitDepth::Eight, &[0, 1], |encoder| {
        encoder.set_palette(vec![0xda, 0x3b, 1, 255, 255, 255]);
        encoder.set_trns(vec![255, 128]);
    });
    let palette = chunk(*b"PLTE", &[0xda, 0x3b, 1, 255, 255, 255]);
    let at = memchr::memmem::find(&indexed, &palette).expect("the palette is in the file");
    let longer = chunk(*b"PLTE", &[0xda, 0x3b, 1, 255, 255, 255, 7]);
    let bytes = [&indexed[..at], &longer, &indexed[at + palette.len()..]].concat();
    let problem = Icon::read(&bytes).unwrap_err();
    assert_eq!(problem.to_string(), "the image is damaged: its palette ends within a colour");
}

#[test]
fn animations_are_recognised() {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 2, 1);
    encoder.set_color(ColorType::Rgb);
    encoder.set_animated(2, 0).expect("two frames are an animation");
    let mut writer = encoder.write_header().expect("the header is sound");
    for frame in [[0; 6], [255; 6]] {
        writer.write_image_data(&frame).expect("the data has the length of the image");
    }
    drop(writer);
    let icon = Icon::read(&bytes).expect("the picture is sound");
    assert!(icon.is_animated());
    let pixels = icon.pixels().expect("the picture is small");
    assert_eq!(pixels.colours, [Colour::opaque(0, 0, 0); 2], "the first frame counts");
}

#[test]
fn colours_are_written_and_read() {
    assert_eq!(Colour::of_hex("#da3b01"), Some(ORANGE));
    assert_eq!(Colour::of_hex("#DA3B01"), Some(ORANGE));
    for bad in ["da3b01", "#da3b0", "#da3b012", "#+a3b01", "", "#ééé"] {
        assert_eq!(Colour::of_hex(bad), None, "{bad}");
    }
    assert_eq!(ORANGE.to_string(), "#da3b01");
    assert_eq!(Colour { alpha: 128, ..ORANGE }.to_string(), "#da3b0180");
    assert_eq!(ORANGE.distance(WHITE), 254);
    let nothing = Colour { alpha: 0, ..ORANGE };
    assert_eq!(nothing.distance(Colour { alpha: 0, ..WHITE }), 0);
    assert_eq!(nothing.distance(ORANGE), 255);
}

proptest! {
    #[test]
    fn no_bytes_make_reading_fail_otherwise(bytes in proptest::collection::vec(any::<u8>(), 0..400), with_header: bool) {
        let bytes = if with_header { [header_only(3, 3), bytes].concat() } else { bytes };
        if let Ok(icon) = Icon::read(&bytes) {
            prop_assert!(icon.pixels().is_none_or(|pixels| pixels.colours.len() == 9));
        }
    }

    #[test]
    fn a_changed_byte_never_panics(at in 0_usize..200, value: u8) {
        let mut bytes = drawn(9, 9, |x, y| Colour::opaque(x as u8 * 20, y as u8 * 20, 7));
        let at = at % bytes.len();
        bytes[at] = value;
        if let Ok(icon) = Icon::read(&bytes)
            && let Some(pixels) = icon.pixels()
        {
            let _ = (pixels.background(), pixels.logo_box(), pixels.corners());
        }
    }

    #[test]
    fn distance_is_symmetric(a: [u8; 4], b: [u8; 4]) {
        let colour = |c: [u8; 4]| Colour { red: c[0], green: c[1], blue: c[2], alpha: c[3] };
        prop_assert_eq!(colour(a).distance(colour(b)), colour(b).distance(colour(a)));
        prop_assert_eq!(colour(a).distance(colour(a)), 0);
    }
}
