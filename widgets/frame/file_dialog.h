// Qt's own file dialogs in the look of the program.
#pragma once

class QFileDialog;

namespace studio {

/// Icons of the program, wide enough for names and dates, no column cut and no scroll bar below them. Whenever one is
/// shown; a dialog of the desktop stays as it is.
void fitFileDialog(QFileDialog& dialog);

}  // namespace studio
