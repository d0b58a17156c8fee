#include "widgets/analysis/stimuli_place.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStringList>
#include <vector>

#include "widgets/frame/tr.h"

namespace studio {
namespace {

constexpr int kMostFiles = 20000;  ///< of files that are looked at; a folder of photographs shows soon what it is

/// How the files of a kind of data are called; the kinds are those of the table of data sets.
struct FilesOfKind {
  const char* kind;
  QStringList patterns;
  bool isLanguage, isFile, isFolder;  ///< what one file is, and a folder of them
  bool isDeep;                        ///< they may lie in folders within the folder
};

/// In the order in which they are looked for.
const std::vector<FilesOfKind>& filesOfKinds() {
  static const std::vector<FilesOfKind> kinds{
      {"tokens", {"*.bin", "*.npy"}, true, true, true, false},
      {"text", {"*.txt"}, true, true, true, false},
      {"idx", {"*-idx3-ubyte", "*-idx3-ubyte.gz"}, false, false, true, false},
      {"cifar10", {"data_batch_1", "data_batch_1.bin"}, false, false, true, true},
      {"arrays", {"*.npz", "*.npy"}, false, true, false, false},
      {"localizer", {"*.jpg", "*.jpeg", "*.png", "*.webp", "*.bmp"}, false, false, true, true}};
  return kinds;
}

/// Of the kind's files in a folder, and below it where photographs may lie in folders by category.
QStringList fileNamesIn(const QString& folder, const FilesOfKind& files) {
  QDirIterator::IteratorFlags flags;
  if (files.isDeep) flags = QDirIterator::Subdirectories | QDirIterator::FollowSymlinks;
  QDirIterator entries(folder, QDir::Files, flags);
  QStringList names;
  for (int i = 0; i < kMostFiles && entries.hasNext(); ++i)
    if (const QString name = QFileInfo(entries.next()).fileName(); QDir::match(files.patterns, name)) names << name;
  names.sort();
  return names;
}

bool areOf(const FilesOfKind& files, const QString& path) {
  const QFileInfo place(path);
  if (place.isDir()) return files.isFolder && !fileNamesIn(path, files).isEmpty();
  return files.isFile && place.isFile() && QDir::match(files.patterns, place.fileName());
}

/// A folder of tokens or text is read by its files for training; where none is called so, all of them are meant.
QString rootOf(const FilesOfKind& files, const QString& path) {
  static const QRegularExpression training(QStringLiteral("(^|[_.-])train(ing)?\\d*([_.-]|$)"));
  if (!files.isLanguage || !QFileInfo(path).isDir()) return path;
  const QStringList names = fileNamesIn(path, files);
  if (!names.filter(training).isEmpty()) return path;
  if (names.size() == 1) return path + QLatin1Char('/') + names.front();
  return path + QStringLiteral("/*.") + QFileInfo(names.front()).suffix();
}

QString problemOf(const QString& path, bool isLanguage) {
  const QString name = QFileInfo(path).fileName();
  if (isLanguage)
    return tr("%1 holds neither tokens (.bin, .npy) nor text (.txt), and a language model reads nothing else; choose "
              "another folder or file.")
        .arg(name);
  return tr("%1 holds no images that can be shown (JPEG, PNG, WebP, BMP in folders, MNIST, CIFAR-10, arrays); choose "
            "another folder or file.")
      .arg(name);
}

}  // namespace

StimuliPlace findStimuliPlace(const QString& path, bool isLanguage) {
  const QString place = QDir::cleanPath(path);
  for (const FilesOfKind& files : filesOfKinds())
    if (files.isLanguage == isLanguage && areOf(files, place))
      return {files.kind + (":" + rootOf(files, place).toStdString()), {}};
  return {{}, problemOf(place, isLanguage)};
}

}  // namespace studio
