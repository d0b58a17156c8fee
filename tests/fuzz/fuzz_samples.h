// Valid files of every form that is read, to be mutated. `folder` is for those that are written on the way, and for
// what lies beside a sample and stays whole.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace studio::fuzz {

using Samples = std::vector<std::string>;

Samples safetensorsSamples(const std::filesystem::path& folder);
/// Names as the field has them: pairs, pieces, Hugging Face's and timm's transformers, a normaliser.
Samples namedFiles(const std::filesystem::path& folder);
Samples torchFiles(const std::filesystem::path& folder);
/// The pickles alone: a changed byte in a whole archive mostly ends at its checksum.
Samples pickles(const std::filesystem::path& folder);
/// A pickle as the archive that it is read from.
std::string archiveAround(const std::string& pickle);
/// The form from before 1.6: pickles and storages one behind the other.
Samples legacyFiles(const std::filesystem::path& folder);
Samples shardIndexes(const std::filesystem::path& folder);
Samples idxFiles(const std::filesystem::path& folder);
Samples npyFiles(const std::filesystem::path& folder);
Samples npzFiles(const std::filesystem::path& folder);
Samples pngFiles(const std::filesystem::path& folder);
Samples jpegFiles(const std::filesystem::path& folder);
Samples webpFiles(const std::filesystem::path& folder);
Samples bmpFiles(const std::filesystem::path& folder);
/// As 16-bit and 32-bit numbers, with llm.c's header, and as an array of NumPy.
Samples tokenFiles(const std::filesystem::path& folder);
/// Two images of 12 bytes, as CIFAR's Python version keeps them, pickled by Python 2 and by Python 3.
Samples cifarFiles(const std::filesystem::path& folder);
Samples labelFiles(const std::filesystem::path& folder);

}  // namespace studio::fuzz
