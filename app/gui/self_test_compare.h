// A row of the self-test: how fast the Compare workspace is with many runs. GUI thread.
#pragma once
#include <filesystem>

namespace studio {

/// Makes 300 small runs in this folder, opens them in a window of their own and tells how long that took, how soon
/// something was painted, and how long the slowest frame of scrolling through them was. Throws UserError where they do
/// not come; too slow is said, and does not fail the test: that depends on what else the machine does.
void testCompareOfManyRuns(const std::filesystem::path& folder);

}  // namespace studio
