#include "widgets/runs/sources_panel.h"

#include <QFileDialog>
#include <QMenu>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <map>

#include "widgets/frame/list_row.h"

namespace studio {
namespace {

constexpr int kNarrowest = 200;  // px

/// Two lines: title, then detail or what is missing; a mark before the pinned one.
class SourceDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {120, kListRowHeight}; }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const bool isMissing = index.data(SourcesModel::MissingRole).toBool();
    const bool isPinned = index.data(SourcesModel::PinnedRole).toBool();
    const char* mark = isMissing ? "minus" : isPinned ? "target" : "dot";
    paintListRow(*painter, option,
                 {QString::fromLatin1(mark), isPinned && !isMissing ? Role::Accent : Role::Muted,
                  isMissing ? Role::Muted : Role::Text, index.data().toString(),
                  index.data(SourcesModel::DetailRole).toString(), Qt::ElideMiddle});
  }
};

QToolButton* makeSourceButton(const QString& text, const QString& icon, QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setText(text);
  button->setIcon(studio::icon(icon, Role::Text));
  button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  return button;
}

}  // namespace

SourcesModel::SourcesModel(const Sources* sources, QObject* parent) : QAbstractListModel(parent), sources_(sources) {
  connect(sources, &Sources::changed, this, &SourcesModel::refresh);
  connect(sources, &Sources::pinnedChanged, this, &SourcesModel::refresh);
  refresh();
}

/// Rows that stay keep their place, so that the chosen one stays chosen.
void SourcesModel::refresh() {
  const std::vector<Source>& fresh = sources_->list();
  const bool isSame = std::equal(rows_.begin(), rows_.end(), fresh.begin(), fresh.end(),
                                 [](const Source& a, const Source& b) { return a.isSameAs(b); });
  if (!isSame) beginResetModel();
  rows_ = fresh;
  pinned_ = sources_->pinned();
  if (!isSame)
    endResetModel();
  else if (!rows_.empty())
    Q_EMIT dataChanged(index(0), index(int(rows_.size()) - 1));
}

int SourcesModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(rows_.size()); }

QVariant SourcesModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= int(rows_.size())) return {};
  const Source& source = rows_[std::size_t(index.row())];
  const bool isPinned = index.row() == pinned_;
  switch (role) {
    case Qt::DisplayRole:
      return source.title();
    case Qt::ToolTipRole: {
      const QString detail = source.detail();
      return isPinned ? tr("%1\nPinned: the others are compared with it").arg(detail) : detail;
    }
    case Qt::AccessibleTextRole:
      return QStringList{source.title(), source.detail(), isPinned ? tr("pinned") : QString()}.join(
          QStringLiteral(", "));
    case DetailRole:  // a file of weights has nothing but its name
      return source.detail() == source.title() ? QString() : source.detail();
    case PinnedRole:
      return isPinned;
    case AddedRole:
      return source.added;
    case MissingRole:
      return source.isMissing();
    default:
      return {};
  }
}

SourcesPanel::SourcesPanel(Sources* sources, const RunListModel* runs, QWidget* parent)
    : QWidget(parent), sources_(sources), runs_(runs), list_(new QListView(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 8);
  column->setSpacing(8);
  list_->setAccessibleName(tr("Networks that are looked at"));
  list_->setItemDelegate(new SourceDelegate(list_));
  list_->setModel(new SourcesModel(sources, this));
  list_->setMouseTracking(true);
  list_->setUniformItemSizes(true);
  column->addWidget(list_, 1);
  add_ = makeSourceButton(tr("Add"), QStringLiteral("plus"), this);
  add_->setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(add_);
  connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillAddMenu(*menu); });
  add_->setMenu(menu);
  pin_ = makeSourceButton(tr("Pin"), QStringLiteral("target"), this);
  pin_->setToolTip(tr("Tables show the difference of the others to the pinned network"));
  pin_->setText(tr("Unpin"));
  pinWidth_ = pin_->sizeHint().width();
  pin_->setMinimumWidth(pinWidth_);  // the panel does not grow when the text changes
  remove_ = makeSourceButton(tr("Remove"), QStringLiteral("minus"), this);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(12, 0, 12, 0);
  for (QToolButton* button : {add_, pin_, remove_}) row->addWidget(button);
  row->addStretch(1);
  column->addLayout(row);
  remove_->setToolTip(tr("Take the chosen network out of the list"));
  for (QToolButton* button : {add_, pin_, remove_}) needed_ += button->sizeHint().width() + row->spacing();
  needed_ += row->contentsMargins().left() + row->contentsMargins().right();
  connect(pin_, &QToolButton::clicked, this, [this] {
    const int current = list_->currentIndex().row();
    sources_->pin(current == sources_->pinned() ? -1 : current);
  });
  connect(remove_, &QToolButton::clicked, this, [this] {
    if (list_->currentIndex().isValid()) sources_->remove(std::size_t(list_->currentIndex().row()));
  });
  connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, &SourcesPanel::refreshButtons);
  connect(list_->model(), &QAbstractItemModel::modelReset, this, &SourcesPanel::refreshButtons);
  connect(sources, &Sources::pinnedChanged, this, &SourcesPanel::refreshButtons);
  connect(&ThemeManager::instance(), &ThemeManager::changed, list_->viewport(), qOverload<>(&QWidget::update));
  refreshButtons();
}

/// The words of a long language make no dock wider.
QSize SourcesPanel::minimumSizeHint() const { return {kNarrowest, QWidget::minimumSizeHint().height()}; }

/// Where the words do not fit, icons say it, with the words as their tips.
void SourcesPanel::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  const bool brief = width() < needed_;
  if (brief == (pin_->toolButtonStyle() == Qt::ToolButtonIconOnly)) return;
  for (QToolButton* button : {pin_, remove_})
    button->setToolButtonStyle(brief ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
  pin_->setMinimumWidth(brief ? 0 : pinWidth_);
}

void SourcesPanel::refreshButtons() {
  const QModelIndex current = list_->currentIndex();
  const bool canPin = current.isValid() && !current.data(SourcesModel::MissingRole).toBool();
  pin_->setEnabled(canPin);
  pin_->setText(canPin && current.row() == sources_->pinned() ? tr("Unpin") : tr("Pin"));
  remove_->setEnabled(current.isValid() && current.data(SourcesModel::AddedRole).toBool());
}

void SourcesPanel::fillAddMenu(QMenu& menu) {
  menu.clear();
  addRunsTo(*menu.addMenu(tr("Run")));
  addSeedsTo(*menu.addMenu(tr("All seeds of")));
  addCheckpointsTo(*menu.addMenu(tr("Checkpoint of the open run")));
  for (QAction* action : menu.actions()) action->setEnabled(!action->menu()->isEmpty());
  menu.addAction(tr("File of weights..."), this, &SourcesPanel::chooseFile);
}

void SourcesPanel::addRunsTo(QMenu& menu) {
  for (int row = 0; row < runs_->rowCount(); ++row) {
    const RunSummary& run = runs_->run(row);
    if (!run.error.empty() || run.path == sources_->open()) continue;
    menu.addAction(QString::fromStdString(run.name), this, [this, path = run.path] { sources_->add(path); });
  }
}

/// Runs of one configuration and several seeds, by the name of their first.
void SourcesPanel::addSeedsTo(QMenu& menu) {
  std::map<std::string, std::vector<const RunSummary*>> groups;
  for (int row = 0; row < runs_->rowCount(); ++row)
    if (runs_->run(row).error.empty()) groups[runs_->run(row).settingsKey].push_back(&runs_->run(row));
  for (auto& [key, runs] : groups) {
    if (runs.size() < 2) continue;
    std::stable_sort(runs.begin(), runs.end(), [](const auto* a, const auto* b) { return a->seed < b->seed; });
    const auto sameSeed = [](const auto* a, const auto* b) { return a->seed == b->seed; };
    runs.erase(std::unique(runs.begin(), runs.end(), sameSeed), runs.end());  // a seed counts once, its newest run
    if (runs.size() < 2) continue;
    std::vector<std::filesystem::path> paths;
    for (const RunSummary* run : runs) paths.push_back(run->path);
    menu.addAction(tr("%1 and %2 more").arg(QString::fromStdString(runs.front()->name)).arg(runs.size() - 1), this,
                   [this, paths] { sources_->addGroup(paths); });
  }
}

void SourcesPanel::addCheckpointsTo(QMenu& menu) {
  for (const std::int64_t step : sources_->steps())
    menu.addAction(tr("Step %L1").arg(step), this, [this, step] { sources_->add(sources_->open(), step); });
}

void SourcesPanel::chooseFile() {
  const QString file = QFileDialog::getOpenFileName(this, tr("File of weights"), {},
                                                    tr("Weights (*.pt *.pth *.safetensors *.bin);;All files (*)"));
  if (!file.isEmpty()) sources_->add(file.toStdString());
}

}  // namespace studio
