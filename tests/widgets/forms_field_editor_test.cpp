// Every setting of the description gets an editor that says what was typed or chosen in it, and shows what it is given.
#include <gtest/gtest.h>

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

#include "core/run/printable_text.h"
#include "widgets/forms/field_editor.h"
#include "widgets/forms/config_text.h"
#include "widgets/frame/theme.h"

namespace studio {
namespace {

/// A value in range that is not the default.
ConfigValue anotherValue(const ConfigField& field) {
  const double low = field.minimum, high = std::min(field.maximum, low + 8);
  switch (field.kind) {
    case FieldKind::Switch:
      return !std::get<bool>(field.get(RunConfig{}));
    case FieldKind::Integer:
      return static_cast<std::int64_t>(high);
    case FieldKind::Number:
      return (low + high) / 2 + 1e-3;
    case FieldKind::IntegerList:
      return std::vector<std::int64_t>{12, 34};
    case FieldKind::NumberList:
      return std::vector<double>{0.25, 0.5, 0.125};
    case FieldKind::NumberPair:
      return std::vector<double>{2.5, 6};
    case FieldKind::Layers:
      return std::vector<std::string>{"fc1", "layer1.0.conv2"};
    case FieldKind::Choice: {
      if (field.choices.empty()) return std::string("second");
      return field.get(RunConfig{}) == ConfigValue(field.choices.back()) ? field.choices.front() : field.choices.back();
    }
    case FieldKind::Text:
    case FieldKind::Path:
    case FieldKind::Stimuli:
      break;
  }
  return std::string("some/place");
}

void typeInto(QLineEdit* line, const QString& text) {
  line->selectAll();
  QTest::keyClick(line, Qt::Key_Delete);
  QTest::keyClicks(line, text);
}

void enter(FieldEditor& editor, const ConfigValue& value) {
  const ConfigField& field = editor.field();
  if (auto* box = editor.findChild<QCheckBox*>())
    return QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
  const QList<QLineEdit*> lines = editor.findChildren<QLineEdit*>();
  if (field.kind == FieldKind::NumberPair) {
    const auto& numbers = std::get<std::vector<double>>(value);
    for (int i = 0; i < 2; ++i)
      typeInto(lines.at(i), QString::fromStdString(numberText(numbers[static_cast<std::size_t>(i)])));
  } else if (!lines.isEmpty()) {
    typeInto(lines.front(), formatText(field, value));
  } else {
    auto* box = editor.findChild<QComboBox*>();
    const bool first = box->itemText(0).toStdString() == std::get<std::string>(value);
    QTest::keyClick(box, first ? Qt::Key_Home : Qt::Key_End);
  }
}

class FieldEditorTest : public testing::TestWithParam<const ConfigField*> {};

TEST_P(FieldEditorTest, SaysWhatWasEntered) {
  const ConfigField& field = *GetParam();
  std::unique_ptr<FieldEditor> editor(makeFieldEditor(field, nullptr));
  if (field.kind == FieldKind::Choice && field.choices.empty())
    editor->setChoices({std::get<std::string>(field.get(RunConfig{})), "second"});
  editor->setValue(field.get(RunConfig{}));
  editor->show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(editor.get()));
  RunConfig config;
  QObject::connect(editor.get(), &FieldEditor::edited, [&](const ConfigValue& value) { field.set(config, value); });
  const ConfigValue wanted = anotherValue(field);
  ASSERT_FALSE(wanted == field.get(RunConfig{}));
  enter(*editor, wanted);
  EXPECT_EQ(field.get(config), wanted);
  EXPECT_EQ(editor->value(), wanted);
  EXPECT_TRUE(editor->fault().isEmpty()) << editor->fault().toStdString();
}

TEST_P(FieldEditorTest, ShowsWhatItIsGivenInSilence) {
  const ConfigField& field = *GetParam();
  std::unique_ptr<FieldEditor> editor(makeFieldEditor(field, nullptr));
  int edits = 0;
  QObject::connect(editor.get(), &FieldEditor::edited, [&] { ++edits; });
  for (const ConfigValue& value : {anotherValue(field), field.get(RunConfig{})}) {
    editor->setValue(value);
    EXPECT_EQ(editor->value(), value);
  }
  EXPECT_EQ(edits, 0);
}

TEST_P(FieldEditorTest, CanBeReachedAndRead) {
  std::unique_ptr<FieldEditor> editor(makeFieldEditor(*GetParam(), nullptr));
  ASSERT_NE(editor->focusProxy(), nullptr);
  EXPECT_TRUE(editor->focusProxy()->focusPolicy() & Qt::TabFocus);
  EXPECT_FALSE(editor->focusProxy()->accessibleName().isEmpty());
}

/// Whatever kind of field has a unit says it in its line; a pair has × between its two lines instead.
TEST_P(FieldEditorTest, ItsUnitStandsInTheLineAndNoTextRunsUnderIt) {
  ThemeManager::instance().choose(ThemeChoice::Light);
  const ConfigField& field = *GetParam();
  std::unique_ptr<FieldEditor> editor(makeFieldEditor(field, nullptr));
  auto* line = editor->findChild<QLineEdit*>();
  const auto* unit = line ? line->findChild<QLabel*>() : nullptr;
  ASSERT_EQ(unit != nullptr, !field.unit.empty() && field.kind != FieldKind::NumberPair);
  if (!unit) return;
  EXPECT_EQ(unit->text(), QString::fromStdString(field.unit));
  EXPECT_TRUE(unit->testAttribute(Qt::WA_TransparentForMouseEvents));
  editor->setFixedWidth(152);
  editor->show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(editor.get()));
  line->setText(QString(60, QLatin1Char('1')));
  line->end(false);
  line->grab();  // the text scrolls to its end while it is painted
  EXPECT_GE(unit->width(), unit->sizeHint().width());
  EXPECT_LT(line->inputMethodQuery(Qt::ImCursorRectangle).toRect().center().x(), unit->x());
}

std::vector<const ConfigField*> allFields() {
  std::vector<const ConfigField*> fields;
  for (const ConfigField& field : configFields()) fields.push_back(&field);
  return fields;
}

INSTANTIATE_TEST_SUITE_P(AllFields, FieldEditorTest, testing::ValuesIn(allFields()), [](const auto& info) {
  std::string name = info.param->key;
  for (char& c : name)
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  return name;
});

TEST(FieldText, RefusesWhatIsNotAValueWithOneSentence) {
  QString fault;
  EXPECT_FALSE(valueFromText(*findField("topoloss.tau"), "ten", fault));
  EXPECT_EQ(fault, "“ten” is not a number.");
  EXPECT_FALSE(valueFromText(*findField("topoloss.tau"), "0,5", fault));
  EXPECT_TRUE(fault.contains("0.5"));
  EXPECT_FALSE(valueFromText(*findField("train.epochs"), "99999999999999999999", fault));
  EXPECT_FALSE(fault.isEmpty());
  EXPECT_FALSE(valueFromText(*findField("train.epochs"), "", fault));
  EXPECT_FALSE(valueFromText(*findField("topoloss.factor"), "1, 2, 3", fault));
  EXPECT_TRUE(valueFromText(*findField("train.batch_size"), "1 024", fault));
}

/// As the window writes numbers elsewhere.
TEST(FieldText, NumbersHaveOneForm) {
  const auto text = [](const char* key, const ConfigValue& value) { return formatText(*findField(key), value); };
  EXPECT_EQ(text("optimizer.learning_rate", 6e-4), "0.0006");
  EXPECT_EQ(text("topoloss.tau", 3.0), "3.0");
  EXPECT_EQ(text("data.samples", std::int64_t(4000)), "4,000");
  EXPECT_EQ(text("train.seed", std::int64_t(12345)), "12345") << "a name";
  EXPECT_EQ(settingNumber(1e-12), "1e-12");
  QString fault;
  EXPECT_EQ(valueFromText(*findField("data.samples"), "4,000", fault), ConfigValue(std::int64_t(4000)));
}

}  // namespace
}  // namespace studio
