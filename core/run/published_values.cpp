#include "core/run/published_values.h"

#include <algorithm>
#include <cmath>

#include "core/run/measures.h"

namespace studio {
/// Digitised from the figures of Deb, Deb and Murty, "TopoNets" (ICLR 2025), with an error of ±0.01 in smoothness,
/// ±0.5 in per cent and ±0.3 in dimensionality; of ResNet-50's baseline two smoothnesses can be read, 0.22 and 0.25:
/// their middle stands here. τ 0 is the baseline. LLCNN-G and TDANN are other groups' systems.
const std::vector<PublishedRow>& publishedRows() {
  static const std::vector<PublishedRow> rows{{"ResNet-18", "τ 0", 0.17, 71.3, 28.8, kUndefined},
                                              {"ResNet-18", "τ 0.5", 0.35, 70.7, 26.6, kUndefined},
                                              {"ResNet-18", "τ 1", 0.46, 69.7, 24.8, kUndefined},
                                              {"ResNet-18", "τ 5", 0.72, 66.3, 19.2, kUndefined},
                                              {"ResNet-18", "τ 10", 0.82, 63.6, 16.5, kUndefined},
                                              {"ResNet-18", "τ 20", 0.90, 61.0, 14.9, kUndefined},
                                              {"ResNet-18", "τ 50", 0.97, 57.0, 12.4, kUndefined},
                                              {"ResNet-50", "τ 0", 0.235, 74.4, 19.6, kUndefined},
                                              {"ResNet-50", "τ 1", 0.82, 71.3, 14.8, kUndefined},
                                              {"ResNet-50", "τ 30", 1.00, 62.2, 9.2, kUndefined},
                                              {"ViT-B/32", "τ 0", 0.28, 68.3, 45.4, kUndefined},
                                              {"ViT-B/32", "τ 10", 0.83, 66.3, 24.2, kUndefined},
                                              {"LLCNN-G", "100 epochs", 0.79, 53.1, kUndefined, kUndefined, false},
                                              {"TDANN", "200 epochs", 0.81, 43.8, 18.8, kUndefined, false},
                                              {"nanoGPT", "τ 0", 0.19, kUndefined, 41.5, 0.770},
                                              {"nanoGPT", "τ 0.5", 0.67, kUndefined, 25.4, 0.75},
                                              {"nanoGPT", "τ 1", 0.85, kUndefined, 19.6, 0.735},
                                              {"nanoGPT", "τ 50", 1.14, kUndefined, 11.0, 0.71},
                                              {"GPT-Neo", "τ 0", 0.08, kUndefined, 24.4, 0.577},
                                              {"GPT-Neo", "τ 1", 0.55, kUndefined, 23.9, 0.602},
                                              {"GPT-Neo", "τ 5", 0.975, kUndefined, 17.3, 0.576},
                                              {"GPT-Neo", "τ 10", 1.055, kUndefined, 13.6, 0.582},
                                              {"GPT-Neo", "τ 50", 1.11, kUndefined, 11.1, 0.573}};
  return rows;
}

const std::vector<PublishedNetwork>& publishedNetworks() {
  constexpr std::int64_t kImageNet = 1000;
  static const std::vector<PublishedNetwork> networks{{"ResNet-18", "resnet18", kImageNet},
                                                      {"ResNet-50", "resnet50", kImageNet},
                                                      {"ViT-B/32", "vit_b_32", kImageNet},
                                                      {"nanoGPT", "nanogpt"},
                                                      {"GPT-Neo", "gpt_neo_125m"}};
  return networks;
}

bool isPublishedNetwork(const ModelConfig& model) {
  const auto& networks = publishedNetworks();
  return std::any_of(networks.begin(), networks.end(), [&](const PublishedNetwork& each) {
    return each.model == model.name && (each.classes == 0 || each.classes == model.classes);
  });
}

/// Losses of validation, read off to one decimal.
const std::vector<PublishedReduction>& publishedDownsampling() {
  static const std::vector<double> sparsities{0, 0.2, 0.5, 0.8};
  static const std::vector<PublishedReduction> curves{{"nanoGPT", "τ 0", sparsities, {3.1, 13.7, 14.1, 14.8}},
                                                      {"nanoGPT", "τ 0.5", sparsities, {3.1, 9.6, 10.1, 10.1}},
                                                      {"nanoGPT", "τ 1", sparsities, {3.2, 8.5, 8.7, 8.9}},
                                                      {"nanoGPT", "τ 50", sparsities, {3.4, 3.5, 3.6, 3.7}}};
  return curves;
}

/// Of the table of results in BLiMP's own repository (science.md 8.1).
std::vector<PublishedBlimp> publishedBlimp() {
  const std::string authors = "Warstadt et al. 2020";
  std::vector<PublishedBlimp> all{{authors, "n-gram", 0.6124},
                                  {authors, "LSTM", 0.6981},
                                  {authors, "Transformer-XL", 0.6963},
                                  {authors, "GPT-2", 0.8302}};
  for (const PublishedRow& row : publishedRows())
    if (std::isfinite(row.blimp)) all.push_back({row.family, row.detail, row.blimp});
  return all;
}

std::string PublishedReduction::name() const { return family + ", " + detail; }

double PublishedRow::value(PublishedQuantity quantity) const {
  switch (quantity) {
    case PublishedQuantity::Smoothness:
      return smoothness;
    case PublishedQuantity::Accuracy:
      return accuracy;
    case PublishedQuantity::Dimensionality:
      return dimensionality;
    default:
      return blimp;
  }
}

std::vector<std::string> publishedFamilies(PublishedQuantity x, PublishedQuantity y) {
  std::vector<std::string> families;
  for (const PublishedRow& row : publishedRows()) {
    const bool has = std::isfinite(row.value(x)) && std::isfinite(row.value(y));
    if (has && std::find(families.begin(), families.end(), row.family) == families.end())
      families.push_back(row.family);
  }
  return families;
}

std::string readingError(PublishedQuantity quantity) {
  switch (quantity) {
    case PublishedQuantity::Smoothness:
      return "±0.01";
    case PublishedQuantity::Accuracy:
      return "±0.5";
    case PublishedQuantity::Dimensionality:
      return "±0.3";
    default:
      return "±0.005";
  }
}

std::optional<PublishedQuantity> publishedQuantity(const RunColumn& column) {
  if (column.kind == RunColumn::Kind::Setting || column.kind == RunColumn::Kind::Fact) return std::nullopt;
  const bool isResult = column.kind == RunColumn::Kind::Result;
  const auto measure = isResult ? measureOfResult(column.name) : measureOfScalar(column.name);
  if (measure) return measure->published;
  return isResult ? std::nullopt : scalarColumn(column.name).published;
}

PlotSeries publishedSeries(const std::string& family, PublishedQuantity x, PublishedQuantity y) {
  std::vector<const PublishedRow*> rows;
  for (const PublishedRow& row : publishedRows())
    if (row.family == family && std::isfinite(row.value(x)) && std::isfinite(row.value(y))) rows.push_back(&row);
  std::stable_sort(rows.begin(), rows.end(), [x](const PublishedRow* one, const PublishedRow* other) {
    return one->value(x) < other->value(x);  // a line's x does not fall
  });
  PlotSeries series{.name = family + ", published", .shape = PlotSeries::Shape::Points};
  markPublished(series);
  std::vector<std::string> details;
  for (const PublishedRow* row : rows) {
    series.x.push_back(row->value(x));
    series.y.push_back(row->value(y));
    details.push_back(row->detail);
    if (row->ours) continue;
    series.line = series.dashed = false;
    series.mark = PlotSeries::Mark::Triangle;
  }
  series.columns = {{"detail", details}};
  return series;
}

void markPublished(PlotSeries& series) {
  series.shape = PlotSeries::Shape::Points;
  series.colour = {PlotColour::Role::Muted};
  series.size = PlotSeries::Size::Open;
  series.line = series.dashed = true;
}

bool isPublished(const PlotSeries& series) {
  return series.colour.role == PlotColour::Role::Muted && series.size == PlotSeries::Size::Open;
}

}  // namespace studio
