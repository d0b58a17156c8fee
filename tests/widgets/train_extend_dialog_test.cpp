// The question how far a run is to be extended: a number that is not possible stays as it was typed, and is explained.
#include <gtest/gtest.h>

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "widgets/train/run_steering.h"

namespace studio {
namespace {

struct AskedToExtend {
  ExtendDialog dialog{10, nullptr};
  QSignalSpy wanted{&dialog, &ExtendDialog::extensionWanted};
  QLineEdit* number = dialog.findChild<QLineEdit*>();
  AskedToExtend() { dialog.show(); }
  QPushButton* button() {
    for (auto* each : dialog.findChildren<QPushButton*>())
      if (each->text() == "Extend") return each;
    return nullptr;
  }
  void type(const char* text) {
    number->selectAll();
    QTest::keyClicks(number, QLatin1String(text));
  }
  bool says(const char* words) {
    for (const auto* label : dialog.findChildren<QLabel*>())
      if (label->text().contains(QLatin1String(words))) return true;
    return false;
  }
};

TEST(ExtendDialog, offersHalfAsManyMoreAndSaysTheLeast) {
  AskedToExtend asked;
  EXPECT_EQ(asked.number->text(), "15");
  EXPECT_TRUE(asked.says("At least 11"));
  QTest::mouseClick(asked.button(), Qt::LeftButton);
  ASSERT_EQ(asked.wanted.count(), 1);
  EXPECT_EQ(asked.wanted[0][0].toLongLong(), 15);
}

TEST(ExtendDialog, aNumberThatIsTooSmallStaysAsItWasTyped) {
  AskedToExtend asked;
  for (const char* text : {"4", "10", "0", "many", "2000000"}) {
    asked.type(text);
    QTest::keyClick(asked.number, Qt::Key_Return);
    EXPECT_EQ(asked.number->text(), text);
    EXPECT_TRUE(asked.dialog.isVisible()) << text;
    EXPECT_FALSE(asked.button()->isEnabled()) << text;
    EXPECT_EQ(asked.number->property("problem").toByteArray(), "bad") << text;
  }
  EXPECT_EQ(asked.wanted.count(), 0);
  EXPECT_TRUE(asked.says("At most"));
  asked.type("11");
  EXPECT_TRUE(asked.button()->isEnabled());
  QTest::keyClick(asked.number, Qt::Key_Return);
  ASSERT_EQ(asked.wanted.count(), 1);
  EXPECT_EQ(asked.wanted[0][0].toLongLong(), 11);
}

}  // namespace
}  // namespace studio
