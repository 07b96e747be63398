//! The keywords of parameters, items objects, headers and schemas for which rules ask.

macro_rules! keywords {
    ($($keyword:ident = $name:literal),* $(,)?) => {
        /// A keyword of a parameter, items object, header or schema, as a number of a bit.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Keyword { $($keyword),* }

        impl Keyword {
            /// The name in the document.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$keyword => $name),* }
            }

            /// The keyword of this name.
            pub const fn of(name: &str) -> Option<Self> {
                $(if is_same(name, $name) {
                    return Some(Self::$keyword);
                })*
                None
            }
        }
    };
}

keywords! {
    // The first sixteen are those that most rules ask for.
    Type = "type", Description = "description", Summary = "x-ms-summary", Title = "title", Format = "format",
    Reference = "$ref", Properties = "properties", Items = "items", Required = "required", Visibility = "x-ms-visibility",
    Name = "name", In = "in", Schema = "schema", Default = "default", Enum = "enum", Example = "example",
    AllOf = "allOf", AdditionalProperties = "additionalProperties", ReadOnly = "readOnly",
    Discriminator = "discriminator", UrlEncoding = "x-ms-url-encoding", AllowEmptyValue = "allowEmptyValue",
    CollectionFormat = "collectionFormat", MultipleOf = "multipleOf", Maximum = "maximum",
    ExclusiveMaximum = "exclusiveMaximum", Minimum = "minimum", ExclusiveMinimum = "exclusiveMinimum",
    MaxLength = "maxLength", MinLength = "minLength", Pattern = "pattern", MaxItems = "maxItems",
    MinItems = "minItems", UniqueItems = "uniqueItems", MaxProperties = "maxProperties",
    MinProperties = "minProperties", DynamicValues = "x-ms-dynamic-values", DynamicList = "x-ms-dynamic-list",
    DynamicSchema = "x-ms-dynamic-schema", DynamicProperties = "x-ms-dynamic-properties",
    DynamicTree = "x-ms-dynamic-tree", EnumValues = "x-ms-enum-values", NotificationUrl = "x-ms-notification-url",
    Editor = "x-ms-editor", Capabilities = "x-ms-capabilities", FilterFunctions = "filterFunctions",
}

/// Some keywords, as the bits of their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keywords(u64);

impl Keywords {
    pub const fn of(keywords: &[Keyword]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < keywords.len() {
            bits |= 1 << keywords[at] as u64;
            at += 1;
        }
        Self(bits)
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn insert(&mut self, keyword: Keyword) {
        self.0 |= 1 << keyword as u64;
    }

    pub fn add(&mut self, others: Self) {
        self.0 |= others.0;
    }

    pub const fn has(self, keyword: Keyword) -> bool {
        self.0 & (1 << keyword as u64) != 0
    }

    /// Whether one is in both.
    pub const fn meets(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}

/// Whether two texts are equal; `==` cannot be asked when connkit is compiled.
const fn is_same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut at = 0;
    while at < left.len() {
        if left[at] != right[at] {
            return false;
        }
        at += 1;
    }
    true
}
