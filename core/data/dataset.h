// A set of labelled images, or of rows of tokens with the token after each. get(), stored() and sized() may be called
// from several threads at once; each decodes one image or row.
#pragma once
#include <torch/types.h>

#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/run/config_fields.h"

namespace studio {

struct Example {
  torch::Tensor
      image;  ///< uint8 or float32 [channels, height, width]; uint8 is scaled to 0..1 later. Language: int64 [tokens]
  std::int64_t label = 0;
  torch::Tensor next =
      {};  ///< language: int64 [tokens], the token after each; undefined where the set does not know it
};

/// Sequences of which parts are the stimuli: a token, a word or a sentence. One forward pass of a sequence gives the
/// responses to all of its parts.
struct TokenParts {
  struct Part {
    std::int64_t sequence;    ///< its index
    std::int64_t first, end;  ///< positions first .. end - 1, one or more: the response is their mean
  };
  torch::Tensor sequences;  ///< int64 [sequences, tokens], filled up at their ends
  std::vector<Part> parts;  ///< one a stimulus, sequence by sequence
};

class Dataset {
 public:
  virtual ~Dataset() = default;
  virtual std::int64_t size() const = 0;
  /// The image at imageShape().
  virtual Example get(std::int64_t index) const = 0;
  /// The image before it was brought to imageShape(), of any size: random crops of photographs are taken from it.
  virtual Example stored(std::int64_t index) const { return get(index); }
  /// The image as get() gives it, but with sides of `side` pixels.
  virtual Example sized(std::int64_t index, std::int64_t side) const;
  /// Throws what get() would throw where a file is empty, cut short or no image, mostly without decoding it.
  virtual void requireReadable(std::int64_t index) const { static_cast<void>(index); }
  /// Label without decoding the image.
  virtual std::int64_t label(std::int64_t index) const = 0;
  virtual std::vector<std::int64_t> imageShape() const = 0;  ///< [channels, height, width]; language: [tokens]
  virtual std::vector<std::string> classNames() const = 0;   ///< index = label; language: none
  /// What label 0 is called in the set's files, where they count from another number (EMNIST's letters: 1).
  virtual std::int64_t firstLabel() const { return 0; }
  /// What a person calls it: a file's name below the root, or what a generated image shows
  /// ("022.5deg_05.50sf_072phase_bw").
  virtual std::string stimulusName(std::int64_t index) const { return "image " + std::to_string(index); }
  /// Images that were left out because they cannot be read: name and reason, one each.
  virtual std::vector<std::string> skipped() const { return {}; }
  /// What a person should know of the set before it is used, a sentence each: files of formats that are not read, links
  /// ...
  virtual std::vector<std::string> remarks() const { return {}; }
  virtual std::int64_t vocabulary() const { return 0; }  ///< language: kinds of tokens
  bool isLanguage() const { return imageShape().size() == 1; }
  /// Language: where stimuli are parts of sequences; null where each is a sequence. Lives as long as the set.
  virtual const TokenParts* parts() const { return nullptr; }
  virtual std::vector<double> defaultMean() const { return {0.5}; }
  virtual std::vector<double> defaultStd() const { return {0.5}; }
  /// false: values are taken as they are, without scaling or normalising ("arrays").
  virtual bool scales() const { return true; }
  /// Language: what get() gives, written to where a batch has it; both hold imageShape() tokens.
  virtual void readRow(std::int64_t index, std::int64_t* tokens, std::int64_t* next) const;
};

/// Training and validation parts; the split is drawn from the seed where the set has none of its own.
struct DataSplit {
  std::shared_ptr<const Dataset> training, validation;
};

/// By which files a folder or file that somebody chose is known to be of a kind (core/data/dataset_place.h).
struct DatasetFiles {
  std::vector<std::string> names{};  ///< patterns, without regard to case: "*.bin"; none: it is chosen by its kind only
  bool isFile = false;               ///< one file is a set
  bool isFolder = false;             ///< a folder of them is
  bool isDeep = false;               ///< they may lie in folders within the folder
  /// The data.root that a folder with such files means, where it is not the folder.
  std::filesystem::path (*rootOfFolder)(const std::filesystem::path& folder) = nullptr;
};

struct DatasetEntry {
  const char* kind;
  const char* title;
  DataSplit (*open)(const DataConfig& config, std::int64_t seed);
  std::vector<std::string> settings;  ///< keys that only some kinds read, this one among them
  std::vector<ConfigField> fields{};  ///< settings of its own, by furtherField("data.KIND.key", ...)
  bool language = false;              ///< rows of tokens instead of images
  bool anySize = false;               ///< images have the size they are asked for; the others have one of their own
  bool files = false;                 ///< a file an image: some may be unreadable, which shows when they are decoded
  bool angles = false;                ///< each image states its angle (analyses of preferred angles)
  bool ownCategories = false;     ///< its categories are its own, none of them a class of a network that is shown it
  const char* offered = nullptr;  ///< drawn without a place: as it is offered for stimuli and probes
  DatasetFiles place{};
};

/// The one table of data sets.
const std::deque<DatasetEntry>& datasets();
/// Null where there is no such kind.
const DatasetEntry* findDataset(const std::string& kind);
/// Whether a set lies somewhere (data.root); others are drawn by the program.
bool readsPlace(const DatasetEntry& entry);
/// Throws UserError naming file or folder, reason and way out.
DataSplit openData(const DataConfig& config, std::int64_t seed);

// What several rows of the data-set table share.

/// Keys of a kind's own, and those that all sets of pictures read.
std::vector<std::string> settingsOfPictures(std::vector<std::string> keys);

inline constexpr std::int64_t kLargestImageSize = 4096;  ///< px a side, of data.image_size
inline constexpr double kLeastCropRatio = 0.25;          ///< of data.crop_ratio

}  // namespace studio
