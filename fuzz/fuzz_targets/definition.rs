//! A definition as a text, or one that is made as the bytes say.
#![no_main]

use connkit::connector::shape::Shape;
use connkit::publisher_kind::PublisherKind;
use connkit_fuzz::{Choices, judging, sketch};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut choices = Choices::new(bytes);
    let kind = PublisherKind::ALL[usize::from(bytes.last().copied().unwrap_or_default()) % 3];
    let text = match bytes.first() {
        Some(b'{') => bytes.to_vec(),
        _ => sketch::artifact(&mut choices, Shape::Root).unwrap_or_default().into_bytes(),
    };
    let properties = sketch::artifact(&mut choices, Shape::PropertiesRoot).unwrap_or_default();
    let files = [("apiDefinition.swagger.json", text.as_slice()), ("apiProperties.json", properties.as_bytes())];
    judging::judge(judging::folder(&files), kind);
});
