// A board as JSON (figure_board.h). What is read may come from a stranger: every number has a range, every text and
// list a length, and nothing is taken that a board of this program could not hold.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/run/error.h"
#include "core/run/figure_board.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kBoardFormat = 1;
constexpr std::size_t kMostBoardBytes = std::size_t{16} << 20;
constexpr std::size_t kLongestBoardName = 300, kLongestBoardText = 20000, kLongestBoardConfig = 65536,
                      kLongestCommand = std::size_t{1} << 20, kMostBoardNames = 1000;
constexpr double kMostBoardSteps = 9007199254740992.0;

Json placeTo(const BoardPlace& place) { return {place.column, place.row, place.columns, place.rows}; }

Json panelTo(const BoardPanel& panel) {
  Json json{{"kind", panel.kind}, {"place", placeTo(panel.place)}};
  const auto add = [&](const char* key, const std::string& text) {
    if (!text.empty()) json[key] = text;
  };
  add("letter", panel.letter);
  add("title", panel.title);
  add("layer", panel.layer);
  add("quantity", panel.quantity);
  if (panel.step >= 0) json["step"] = panel.step;
  if (!panel.runs.empty()) json["runs"] = panel.runs;
  if (!panel.contrasts.empty()) json["contrasts"] = panel.contrasts;
  return json;
}

Json styleTo(const BoardStyle& style) {
  return {{"points", style.points},
          {"map_colours", style.mapColours},
          {"letters", style.letters},
          {"shared_limits", style.sharedLimits},
          {"published", style.published}};
}

Json runTo(const BoardRun& run) {
  return {{"name", run.name},      {"fingerprint", run.fingerprint}, {"tau", run.tau},         {"seed", run.seed},
          {"step", run.step},      {"version", run.version},         {"command", run.command}, {"config", run.config},
          {"trained", run.trained}};
}

/// An object of the text, with its place in it for sentences.
class BoardMember {
 public:
  BoardMember(const Json& json, std::string where) : json_(json), where_(std::move(where)) {
    if (!json_.is_object()) fail({}, "is no object");
  }

  std::string text(const char* key, std::size_t longest = kLongestBoardName) const {
    const Json* found = find(key);
    if (!found) return {};
    if (!found->is_string()) fail(key, "is no text");
    auto text = found->get<std::string>();
    if (text.size() > longest) fail(key, "is too long");
    return text;
  }

  std::string knownWord(const char* key, const std::string& other, std::initializer_list<const char*> known) const {
    const std::string text = this->text(key);
    if (text.empty()) return other;
    if (std::none_of(known.begin(), known.end(), [&](const char* each) { return text == each; }))
      fail(key, "is none of the known ones");
    return text;
  }

  double number(const char* key, double other, double least, double most) const {
    const Json* found = find(key);
    return found ? inRange(*found, key, least, most) : other;
  }

  std::int64_t whole(const char* key, std::int64_t other, double least, double most) const {
    const double value = number(key, double(other), least, most);
    if (value != std::floor(value)) fail(key, "is no whole number");
    return std::int64_t(value);
  }

  bool flag(const char* key, bool other) const {
    const Json* found = find(key);
    if (found && !found->is_boolean()) fail(key, "is neither true nor false");
    return found ? found->get<bool>() : other;
  }

  std::vector<std::string> texts(const char* key, std::size_t most = kMostBoardNames,
                                 std::size_t longest = kLongestBoardName) const {
    std::vector<std::string> result;
    for (const Json& each : list(key, most)) {
      if (!each.is_string() || each.get_ref<const std::string&>().size() > longest) fail(key, "holds what is no name");
      result.push_back(each.get<std::string>());
    }
    return result;
  }

  const Json& list(const char* key, std::size_t most) const {
    static const Json none = Json::array();
    const Json* found = find(key);
    if (!found) return none;
    if (!found->is_array()) fail(key, "is no list");
    if (found->size() > most) fail(key, "is too long");
    return *found;
  }

  std::string inside(const char* key, std::size_t index) const {
    return (where_.empty() ? "" : where_ + ".") + key + "[" + std::to_string(index) + "]";
  }
  const Json* find(const char* key) const {
    const auto found = json_.find(key);
    return found == json_.end() || found->is_null() ? nullptr : &*found;
  }
  [[noreturn]] void fail(const std::string& key, const std::string& why) const {
    const std::string place = where_.empty() ? key : key.empty() ? where_ : where_ + "." + key;
    throw std::invalid_argument((place.empty() ? "it" : place) + " " + why);
  }
  double inRange(const Json& value, const char* key, double least, double most) const {
    if (!value.is_number()) fail(key, "is no number");
    const double number = value.get<double>();
    if (!(number >= least && number <= most)) fail(key, "is out of range");
    return number;
  }

 private:
  const Json& json_;
  std::string where_;
};

BoardPlace placeFrom(const BoardMember& panel) {
  const Json& list = panel.list("place", 4);
  if (list.size() != 4) panel.fail("place", "is not column, row, columns and rows");
  int values[4];
  for (std::size_t i = 0; i < 4; ++i) {
    const double value = panel.inRange(list[i], "place", 0, kMostBoardRows);
    if (value != std::floor(value)) panel.fail("place", "is not of whole numbers");
    values[i] = int(value);
  }
  const BoardPlace place{values[0], values[1], values[2], values[3]};
  if (place.columns < kLeastPanelColumns || place.rows < kLeastPanelRows ||
      place.column + place.columns > kBoardColumns || place.row + place.rows > kMostBoardRows)
    panel.fail("place", "lies outside of the board");
  return place;
}

BoardPanel panelFrom(const Json& json, const std::string& where) {
  const BoardMember member(json, where);
  BoardPanel panel{.kind = member.text("kind")};
  if (panel.kind.empty()) member.fail("kind", "is missing");
  panel.place = placeFrom(member);
  panel.letter = member.text("letter", 4);
  panel.title = member.text("title");
  panel.layer = member.text("layer");
  panel.quantity = member.text("quantity");
  panel.step = member.whole("step", -1, 0, kMostBoardSteps);
  panel.runs = member.texts("runs", kMostBoardRuns);
  panel.contrasts = member.texts("contrasts");
  return panel;
}

BoardStyle styleFrom(const Json& json) {
  const BoardMember member(json, "style");
  BoardStyle style;
  style.points = member.number("points", style.points, 5, 12);
  if (const std::string colours = member.text("map_colours"); !colours.empty()) style.mapColours = colours;
  style.letters = member.knownWord("letters", style.letters, {"upper", "lower", "none"});
  style.sharedLimits = member.flag("shared_limits", true);
  style.published = member.flag("published", true);
  return style;
}

/// A place below the folder of runs and nowhere else: such a folder is looked for on this machine.
bool isPlaceOfRun(const std::string& name) {
  if (name.empty() || name.front() == '/' || hasControlCharacters(name)) return false;
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('/', begin), name.size());
    const std::string part = name.substr(begin, end - begin);
    if (part.empty() || part == "." || part == "..") return false;
    begin = end + 1;
  }
  return true;
}

BoardRun runFrom(const Json& json, const std::string& where) {
  const BoardMember member(json, where);
  BoardRun run;
  run.name = member.text("name");
  if (!isPlaceOfRun(run.name)) member.fail("name", "is no name of a run");
  run.config = member.text("config", kLongestBoardConfig);
  run.fingerprint = member.text("fingerprint");
  run.version = member.text("version");
  run.command = member.text("command", kLongestBoardText);
  run.trained = member.text("trained");
  run.tau = member.number("tau", 0, -1e12, 1e12);
  run.seed = member.whole("seed", 0, -kMostBoardSteps, kMostBoardSteps);
  run.step = member.whole("step", 0, -1, kMostBoardSteps);
  return run;
}

FigureBoard boardFrom(const Json& json) {
  const BoardMember member(json, {});
  const std::int64_t format = member.whole("toponets_board", 0, 0, 1e9);
  if (format == 0) member.fail("toponets_board", "is missing");
  if (format > kBoardFormat) throw std::invalid_argument("it is of a newer version of the program");
  FigureBoard board;
  board.name = member.text("name");
  board.title = member.text("title");
  board.widthMm = member.number("width_mm", board.widthMm, 20, 1000);
  board.caption = member.text("caption", kLongestBoardText);
  board.version = member.text("version");
  board.commands = member.texts("commands", kMostBoardRuns, kLongestCommand);
  if (const Json* style = member.find("style")) board.style = styleFrom(*style);
  const Json &panels = member.list("panels", kMostPanels), &runs = member.list("runs", kMostBoardRuns);
  for (std::size_t i = 0; i < panels.size(); ++i)
    board.panels.push_back(panelFrom(panels[i], member.inside("panels", i)));
  for (std::size_t i = 0; i < runs.size(); ++i) board.runs.push_back(runFrom(runs[i], member.inside("runs", i)));
  if (panelsOverlap(board.panels)) throw std::invalid_argument("panels lie on each other");
  return board;
}

}  // namespace

std::string formatBoard(const FigureBoard& board) {
  Json json{{"toponets_board", kBoardFormat}, {"name", board.name},       {"title", board.title},
            {"width_mm", board.widthMm},      {"caption", board.caption}, {"style", styleTo(board.style)}};
  json["panels"] = Json::array();
  for (const BoardPanel& panel : board.panels) json["panels"].push_back(panelTo(panel));
  json["runs"] = Json::array();
  for (const BoardRun& run : board.runs) json["runs"].push_back(runTo(run));
  json["version"] = board.version;
  json["commands"] = board.commands;
  constexpr bool kAscii = true;  // it lies within XML, which knows fewer signs than JSON
  return json.dump(1, ' ', kAscii, Json::error_handler_t::replace);
}

FigureBoard parseBoard(std::string_view text, const std::string& source) {
  const auto refuse = [&](const std::string& why) -> UserError {
    return UserError("The board in " + visible(source) + " cannot be opened: " + oneLine(why, 200) +
                     "; choose another figure of this program.");
  };
  if (text.size() > kMostBoardBytes) throw refuse("it is too large");
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) throw refuse("it is no JSON");
  try {
    return boardFrom(json);
  } catch (const std::invalid_argument& why) {
    throw refuse(why.what());
  }
}

}  // namespace studio
