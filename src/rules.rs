// Written by `cargo xtask rules`. Do not edit.

//! The table of all rules: one file each, below this module.

use crate::rule::Rule;

#[cfg(test)]
mod tests;

pub mod document {
    pub mod json_syntax;
}

pub mod icon {
    pub mod icon_animated;
    pub mod icon_background_not_brand_color;
    pub mod icon_background_not_uniform;
    pub mod icon_background_reserved;
    pub mod icon_damaged;
    pub mod icon_file_too_large;
    pub mod icon_for_independent;
    pub mod icon_logo_too_large;
    pub mod icon_not_png;
    pub mod icon_size_not_valid;
    pub mod icon_transparent;
    pub mod icon_without_logo;
}

/// All rules, by folder and name.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &document::json_syntax::RULE,
    &icon::icon_animated::RULE,
    &icon::icon_background_not_brand_color::RULE,
    &icon::icon_background_not_uniform::RULE,
    &icon::icon_background_reserved::RULE,
    &icon::icon_damaged::RULE,
    &icon::icon_file_too_large::RULE,
    &icon::icon_for_independent::RULE,
    &icon::icon_logo_too_large::RULE,
    &icon::icon_not_png::RULE,
    &icon::icon_size_not_valid::RULE,
    &icon::icon_transparent::RULE,
    &icon::icon_without_logo::RULE,
];
