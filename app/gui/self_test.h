// `--self-test`: trains the demo for 20 steps and draws every view and every figure once. Needs no screen and no
// OpenGL.
#pragma once

namespace studio {

/// 0 when everything was drawn; 1 with a sentence on stderr otherwise. Needs a QApplication.
int runSelfTest();

}  // namespace studio
