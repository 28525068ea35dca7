//! Enums with one large variant.

// ANCHOR: board
/// A board of a game, as it is sent when somebody joins.
pub struct Board {
    /// Who stands on each field.
    pub fields: [u8; 400],
}
// ANCHOR_END: board

// ANCHOR: large
/// A message, as large as its largest variant.
#[expect(clippy::large_enum_variant, reason = "this is what is measured")]
pub enum Message {
    /// Nothing happened.
    Ping,
    /// A piece moves.
    Move {
        /// The field it leaves.
        from: u16,
        /// The field it goes to.
        to: u16,
    },
    /// All of the board.
    Snapshot(Board),
}
// ANCHOR_END: large

// ANCHOR: boxed
/// A message whose large part is elsewhere.
pub enum BoxedMessage {
    /// Nothing happened.
    Ping,
    /// A piece moves.
    Move {
        /// The field it leaves.
        from: u16,
        /// The field it goes to.
        to: u16,
    },
    /// All of the board.
    Snapshot(Box<Board>),
}
// ANCHOR_END: boxed

// ANCHOR: read
/// Makes a message of each code.
pub fn messages(codes: &[u8]) -> Vec<Message> {
    codes
        .iter()
        .map(|code| match code {
            0 => Message::Ping,
            1 => Message::Move { from: 12, to: 28 },
            code => Message::Snapshot(board(*code)),
        })
        .collect()
}

/// Makes a message of each code, and a block for each board.
pub fn messages_boxed(codes: &[u8]) -> Vec<BoxedMessage> {
    codes
        .iter()
        .map(|code| match code {
            0 => BoxedMessage::Ping,
            1 => BoxedMessage::Move { from: 12, to: 28 },
            code => BoxedMessage::Snapshot(Box::new(board(*code))),
        })
        .collect()
}
// ANCHOR_END: read

fn board(code: u8) -> Board {
    Board {
        fields: [code; 400],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_read_all_codes() {
        let codes = [0, 1, 2];
        assert!(matches!(messages(&codes)[2], Message::Snapshot(_)));
        assert!(matches!(
            messages_boxed(&codes)[1],
            BoxedMessage::Move { from: 12, to: 28 }
        ));
    }
}
