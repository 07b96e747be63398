// Written by `cargo xtask rules`. Do not edit.

//! The table of all rules: one file each, below this module.

use crate::rule::Rule;

#[cfg(test)]
mod tests;

pub mod definition {
    pub mod base_path_not_valid;
    pub mod body_parameter_property_not_valid;
    pub mod connector_metadata_properties_missing;
    pub mod contact_email_not_valid;
    pub mod extension_name_not_valid;
    pub mod field_length_exceeded;
    pub mod field_length_not_in_range;
    pub mod host_name_not_valid;
    pub mod invalid_connector_category;
    pub mod json_type_incorrect;
    pub mod json_value_not_in_enum;
    pub mod required_property_missing;
    pub mod required_value_empty;
    pub mod specification_version_incorrect;
    pub mod tag_redefined;
    pub mod too_many_connector_categories;
    pub mod url_not_valid;
    pub mod value_contains_restricted_words;
    pub mod value_must_be_in_english;
    pub mod value_must_end_with_alphanumeric;
}

pub mod document {
    pub mod json_syntax;
}

/// All rules, by folder and name.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &definition::base_path_not_valid::RULE,
    &definition::body_parameter_property_not_valid::RULE,
    &definition::connector_metadata_properties_missing::RULE,
    &definition::contact_email_not_valid::RULE,
    &definition::extension_name_not_valid::RULE,
    &definition::field_length_exceeded::RULE,
    &definition::field_length_not_in_range::RULE,
    &definition::host_name_not_valid::RULE,
    &definition::invalid_connector_category::RULE,
    &definition::json_type_incorrect::RULE,
    &definition::json_value_not_in_enum::RULE,
    &definition::required_property_missing::RULE,
    &definition::required_value_empty::RULE,
    &definition::specification_version_incorrect::RULE,
    &definition::tag_redefined::RULE,
    &definition::too_many_connector_categories::RULE,
    &definition::url_not_valid::RULE,
    &definition::value_contains_restricted_words::RULE,
    &definition::value_must_be_in_english::RULE,
    &definition::value_must_end_with_alphanumeric::RULE,
    &document::json_syntax::RULE,
];
