//! What is asked of Landlock. In: whether connections are refused, too. Out: a ruleset
//! that leaves nothing, to which rules can be added.

use landlock::{
    ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetCreated, RulesetError, Scope,
};

use super::spec::Network;

/// What is asked for. Later versions add nothing that seccomp does not refuse.
pub(super) const WANTED: ABI = ABI::V6;

/// A ruleset that leaves nothing.
pub(super) fn ruleset(network: Network) -> Result<RulesetCreated, RulesetError> {
    let mut ruleset = Ruleset::default().handle_access(AccessFs::from_all(WANTED))?;
    if network == Network::Denied {
        ruleset = ruleset.handle_access(AccessNet::from_all(WANTED))?;
    }
    ruleset.scope(Scope::from_all(WANTED))?.create()
}
