// With which tokenizer a network of language reads text: the one that a person named, that of its run, or the one that
// lies beside its weights.
#pragma once
#include <filesystem>
#include <string>

#include "core/network/source.h"
#include "core/text/tokenizer.h"

namespace studio {

/// `named`: "bytes", or a place as openTokenizer() takes it; empty: as the source has it, which is tokenizer.json in
/// the run's folder, the tokenizer of the text that it was trained on, the one beside the tokens that it was trained
/// on, or beside the file of weights. Throws UserError where there is none, and for one that cannot be read.
TokenizerPointer openSourceTokenizer(const SourceRequest& request, const RunConfig& config, const std::string& named);

/// Of the data that a run is trained on: that of its text, or the one beside its tokens. Null where there is none,
/// or beside tokens one of a kind that is not read. Throws UserError as opening the data does.
TokenizerPointer tokenizerOfData(const RunConfig& config);
/// model.vocabulary of a configuration that leaves it open (0): that of the tokenizer of its data, or, where there is
/// none or weights to start from decide it, still 0, as published. What was found is remembered while the files are the
/// same. Throws UserError as opening the data does.
RunConfig withVocabularyOfData(RunConfig config);
/// The configuration with which text is read for this network: by the tokenizer that its run keeps, or that lies beside
/// its weights, whatever files the text is in. As it is where there is none of these.
RunConfig withOwnTokenizer(const SourceRequest& request, RunConfig config);

/// The files that decide it, for fingerprints: empty where it is none of files that are there.
std::filesystem::path sourceTokenizerPlace(const SourceRequest& request, const RunConfig& config,
                                           const std::string& named);

}  // namespace studio
