// The loops behind stripe_kernel.h, written once with the compiler's vectors; each stripe_kernel_*.cpp compiles them
// for one instruction set, in an unnamed namespace, so that nothing made for a newer processor is shared with other
// files. Needs before it: kVectorBytes (bytes of a vector) and kTile (units of one sheet column worked on at once).
#include "topo/stripe_kernel.h"

namespace studio {
namespace {

template <typename Scalar>
struct SimdVector;
template <>
struct SimdVector<float> {
  typedef float Type __attribute__((vector_size(kVectorBytes), aligned(4), may_alias));
  typedef float Part __attribute__((vector_size(16), aligned(4), may_alias));
};
template <>
struct SimdVector<double> {
  typedef double Type __attribute__((vector_size(kVectorBytes), aligned(8), may_alias));
  typedef double Part __attribute__((vector_size(16), aligned(8), may_alias));
};
template <typename Scalar>
using Vector = typename SimdVector<Scalar>::Type;

template <typename Scalar>
constexpr std::int64_t kLanes = kVectorBytes / static_cast<std::int64_t>(sizeof(Scalar));

template <typename Scalar>
inline Vector<Scalar>& at(Scalar* p) {
  return *reinterpret_cast<Vector<Scalar>*>(p);
}
template <typename Scalar>
inline const Vector<Scalar>& at(const Scalar* p) {
  return *reinterpret_cast<const Vector<Scalar>*>(p);
}

/// Adds the halves of a vector until 16 bytes are left; always in the same order.
template <typename Scalar>
inline void fold(const Vector<Scalar>& v, Scalar* out) {
  using Part = typename SimdVector<Scalar>::Part;
  constexpr int parts = kVectorBytes / 16;
  constexpr int lanes = 16 / static_cast<int>(sizeof(Scalar));
  const auto* p = reinterpret_cast<const Scalar*>(&v);
  Part sum = *reinterpret_cast<const Part*>(p);
#pragma GCC unroll 4
  for (int i = 1; i < parts; ++i) sum += *reinterpret_cast<const Part*>(p + i * lanes);
  *reinterpret_cast<Part*>(out) = sum;
}

/// Z = D C: each low position blends at most 2 x 2 units -> anchors [low units, columns]
template <typename Scalar>
void fillAnchors(const Stripe<Scalar>& stripe) {
  const auto& blur = stripe.blur;
  Scalar* z = stripe.anchors;
  for (std::int64_t y = 0; y < blur.lowHeight; ++y)
    for (std::int64_t x = 0; x < blur.lowWidth; ++x, z += stripe.columns) {
      const Tap &ty = blur.downRows[y], &tx = blur.downColumns[x];
      const Scalar w0 = Scalar((1 - ty.weight) * (1 - tx.weight)), w1 = Scalar((1 - ty.weight) * tx.weight);
      const Scalar w2 = Scalar(ty.weight * (1 - tx.weight)), w3 = Scalar(ty.weight * tx.weight);
      const Scalar* c0 = stripe.c + (ty.first * blur.width + tx.first) * stripe.cStride;
      const Scalar* c1 = stripe.c + (ty.first * blur.width + tx.second) * stripe.cStride;
      const Scalar* c2 = stripe.c + (ty.second * blur.width + tx.first) * stripe.cStride;
      const Scalar* c3 = stripe.c + (ty.second * blur.width + tx.second) * stripe.cStride;
      if (ty.weight == 0 && tx.weight == 0)
        for (std::int64_t j = 0; j < stripe.columns; j += kLanes<Scalar>) at(z + j) = at(c0 + j);
      else
        for (std::int64_t j = 0; j < stripe.columns; j += kLanes<Scalar>)
          at(z + j) = w0 * at(c0 + j) + w1 * at(c1 + j) + w2 * at(c2 + j) + w3 * at(c3 + j);
    }
}

/// Units of one sheet column that blend the same four anchors: rows y .. y + K - 1, column x.
template <typename Scalar, int K>
struct Tile {
  std::int64_t unit[K];
  const Scalar *z00, *z01, *z10, *z11;  ///< the anchors
  std::int64_t q00, q01, q10, q11;      ///< the anchors' places in `pulls`
  Scalar upper[K], lower[K];            ///< weights of the anchors' two rows
  Scalar left, right;                   ///< weights of the anchors' two columns

  Tile(const Stripe<Scalar>& s, std::int64_t y, std::int64_t x) {
    const auto& blur = s.blur;
    const Tap &rows = blur.upRows[y], &columns = blur.upColumns[x];
    q00 = (rows.first * blur.lowWidth + columns.first) * s.columns;
    q01 = (rows.first * blur.lowWidth + columns.second) * s.columns;
    q10 = (rows.second * blur.lowWidth + columns.first) * s.columns;
    q11 = (rows.second * blur.lowWidth + columns.second) * s.columns;
    z00 = s.anchors + q00, z01 = s.anchors + q01, z10 = s.anchors + q10, z11 = s.anchors + q11;
    left = Scalar(1 - columns.weight), right = Scalar(columns.weight);
    for (int k = 0; k < K; ++k) {
      unit[k] = (y + k) * blur.width + x;
      upper[k] = Scalar(1 - blur.upRows[y + k].weight), lower[k] = Scalar(blur.upRows[y + k].weight);
    }
  }
};

template <typename Scalar>
struct UnitSums {
  template <int K>
  static void run(const Stripe<Scalar>& stripe, std::int64_t y, std::int64_t x) {
    const Tile<Scalar, K> tile(stripe, y, x);
    const Scalar* c[K];
    for (int k = 0; k < K; ++k) c[k] = stripe.c + tile.unit[k] * stripe.cStride;
    Vector<Scalar> cs[K] = {}, cc[K] = {}, ss[K] = {};
    for (std::int64_t j = 0; j < stripe.columns; j += kLanes<Scalar>) {
      const Vector<Scalar> above = tile.left * at(tile.z00 + j) + tile.right * at(tile.z01 + j);
      const Vector<Scalar> below = tile.left * at(tile.z10 + j) + tile.right * at(tile.z11 + j);
#pragma GCC unroll 4
      for (int k = 0; k < K; ++k) {
        __builtin_prefetch(c[k] + stripe.cStride + j);  // the unit to the right comes next
        const Vector<Scalar> own = at(c[k] + j);
        const Vector<Scalar> blurred = tile.upper[k] * above + tile.lower[k] * below;
        cs[k] += own * blurred;
        cc[k] += own * own;
        ss[k] += blurred * blurred;
      }
    }
    constexpr std::int64_t lanes = kPartialBytes / static_cast<std::int64_t>(sizeof(Scalar));
    for (int k = 0; k < K; ++k) {
      Scalar* out = stripe.partials + tile.unit[k] * 3 * lanes;
      fold(cs[k], out), fold(cc[k], out + lanes), fold(ss[k], out + 2 * lanes);
    }
  }
};

/// The same sums per column instead of per unit (the paper's wording: a cosine for each depth slice).
template <typename Scalar>
struct ColumnSums {
  template <int K>
  static void run(const Stripe<Scalar>& stripe, std::int64_t y, std::int64_t x) {
    const Tile<Scalar, K> tile(stripe, y, x);
    const std::int64_t n = stripe.columns;
    for (std::int64_t j = 0; j < n; ++j) {
      const Scalar above = tile.left * tile.z00[j] + tile.right * tile.z01[j];
      const Scalar below = tile.left * tile.z10[j] + tile.right * tile.z11[j];
      for (int k = 0; k < K; ++k) {
        const double own = double(stripe.c[tile.unit[k] * stripe.cStride + j]);
        const double blurred = double(tile.upper[k] * above + tile.lower[k] * below);
        stripe.columnSums[j] += own * blurred;
        stripe.columnSums[n + j] += own * own;
        stripe.columnSums[2 * n + j] += blurred * blurred;
      }
    }
  }
};

/// A coefficient of unit k (the same for all columns) or of column j (the same for all units).
template <bool perSlice, typename Scalar>
inline Vector<Scalar> coefficient(const Scalar* values, std::int64_t unit, std::int64_t j) {
  if constexpr (perSlice)
    return at(values + j);
  else
    return Vector<Scalar>{} + values[unit];
}

template <typename Scalar, bool perSlice>
struct Gradient {
  template <int K>
  static void run(const Stripe<Scalar>& stripe, std::int64_t y, std::int64_t x) {
    const Tile<Scalar, K> tile(stripe, y, x);
    const Scalar* c[K];
    Scalar* g[K];
    for (int k = 0; k < K; ++k)
      c[k] = stripe.c + tile.unit[k] * stripe.cStride, g[k] = stripe.g + tile.unit[k] * stripe.gStride;
    Scalar* q = stripe.pulls;
    for (std::int64_t j = 0; j < stripe.columns; j += kLanes<Scalar>) {
      const Vector<Scalar> above = tile.left * at(tile.z00 + j) + tile.right * at(tile.z01 + j);
      const Vector<Scalar> below = tile.left * at(tile.z10 + j) + tile.right * at(tile.z11 + j);
      Vector<Scalar> pullAbove = {}, pullBelow = {};
#pragma GCC unroll 4
      for (int k = 0; k < K; ++k) {
        __builtin_prefetch(c[k] + stripe.cStride + j);
        __builtin_prefetch(g[k] + stripe.gStride + j, 1);
        const Vector<Scalar> alpha = coefficient<perSlice>(stripe.alpha, tile.unit[k], j);
        const Vector<Scalar> beta = coefficient<perSlice>(stripe.beta, tile.unit[k], j);
        const Vector<Scalar> gamma = coefficient<perSlice>(stripe.gamma, tile.unit[k], j);
        const Vector<Scalar> own = at(c[k] + j);
        const Vector<Scalar> blurred = tile.upper[k] * above + tile.lower[k] * below;
        const Vector<Scalar> pull = alpha * own - beta * blurred;
        at(g[k] + j) += alpha * blurred - gamma * own;
        pullAbove += tile.upper[k] * pull;
        pullBelow += tile.lower[k] * pull;
      }
      at(q + tile.q00 + j) += tile.left * pullAbove;
      at(q + tile.q01 + j) += tile.right * pullAbove;
      at(q + tile.q10 + j) += tile.left * pullBelow;
      at(q + tile.q11 + j) += tile.right * pullBelow;
    }
  }
};

/// D^T: hands the pulls on the anchors of one low row to the units they were made from.
template <typename Scalar>
void releasePulls(const Stripe<Scalar>& stripe, std::int64_t lowRow) {
  const auto& blur = stripe.blur;
  const Tap& rows = blur.downRows[lowRow];
  for (std::int64_t x = 0; x < blur.lowWidth; ++x) {
    const Tap& columns = blur.downColumns[x];
    const Scalar* q = stripe.pulls + (lowRow * blur.lowWidth + x) * stripe.columns;
    const auto add = [&](std::int64_t row, std::int64_t column, double share) {
      if (share == 0) return;
      Scalar* g = stripe.g + (row * blur.width + column) * stripe.gStride;
      const Scalar weight = Scalar(share);
      for (std::int64_t j = 0; j < stripe.columns; j += kLanes<Scalar>) at(g + j) += weight * at(q + j);
    };
    add(rows.first, columns.first, (1 - rows.weight) * (1 - columns.weight));
    add(rows.first, columns.second, (1 - rows.weight) * columns.weight);
    add(rows.second, columns.first, rows.weight * (1 - columns.weight));
    add(rows.second, columns.second, rows.weight * columns.weight);
  }
}

/// Rows from y on that blend the same two low rows, at most kTile.
inline int rowsTogether(const BlurView& blur, std::int64_t y) {
  int count = 1;
  while (count < kTile && y + count < blur.height && blur.upRows[y + count].first == blur.upRows[y].first &&
         blur.upRows[y + count].second == blur.upRows[y].second)
    ++count;
  return count;
}

/// Runs Work over rows y .. y + count - 1, from left to right.
template <typename Work, typename Scalar>
void alongRows(const Stripe<Scalar>& stripe, std::int64_t y, int count) {
  for (std::int64_t x = 0; x < stripe.blur.width; ++x) switch (count) {
      case 1:
        Work::template run<1>(stripe, y, x);
        break;
      case 2:
        Work::template run<2>(stripe, y, x);
        break;
      case 3:
        Work::template run<(kTile > 2 ? 3 : 1)>(stripe, y, x);
        break;
      default:
        Work::template run<(kTile > 3 ? 4 : 1)>(stripe, y, x);
    }
}

template <typename Work, typename Scalar>
void sumAll(const Stripe<Scalar>& stripe) {
  fillAnchors(stripe);
  for (std::int64_t y = 0; y < stripe.blur.height;) {
    const int count = rowsTogether(stripe.blur, y);
    alongRows<Work>(stripe, y, count);
    y += count;
  }
}

template <typename Work, typename Scalar>
void addAll(const Stripe<Scalar>& stripe) {
  fillAnchors(stripe);
  const auto& blur = stripe.blur;
  const std::int64_t pulls = blur.lowHeight * blur.lowWidth * stripe.columns;
  for (std::int64_t j = 0; j < pulls; j += kLanes<Scalar>) at(stripe.pulls + j) = Vector<Scalar>{};
  std::int64_t released = 0;  // low rows above the current ones are complete
  for (std::int64_t y = 0; y < blur.height;) {
    for (; released < blur.upRows[y].first; ++released) releasePulls(stripe, released);
    const int count = rowsTogether(blur, y);
    alongRows<Work>(stripe, y, count);
    y += count;
  }
  for (; released < blur.lowHeight; ++released) releasePulls(stripe, released);
}

template <typename Scalar>
constexpr StripeKernels<Scalar> kKernels = {sumAll<UnitSums<Scalar>, Scalar>, sumAll<ColumnSums<Scalar>, Scalar>,
                                            addAll<Gradient<Scalar, false>, Scalar>,
                                            addAll<Gradient<Scalar, true>, Scalar>};

}  // namespace
}  // namespace studio
