// A folder or file that somebody has chosen, as stimuli: which kind of data it is follows from its files and from what
// the network reads. Only names are looked at, of a folder those of its first files; what is in them the engine says.
#pragma once
#include <QString>
#include <string>

namespace studio {

/// One of the two is empty.
struct StimuliPlace {
  std::string data;  ///< a DATA text: "tokens:FOLDER", "text:FILE", "localizer:FOLDER"
  QString problem;   ///< why the network cannot be shown it, and what helps: one sentence
};

StimuliPlace findStimuliPlace(const QString& path, bool isLanguage);

}  // namespace studio
