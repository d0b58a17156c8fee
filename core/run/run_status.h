// State of a run, and the commands that took effect in it: written by its engine thread alone, read by everyone
// (status.json, events.jsonl and the live channel). Values; no threads of their own.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/run/run_lock.h"

namespace studio {

enum class RunState { Draft, Starting, Training, Paused, Finished, Stopped, Interrupted, Failed };

std::string_view toString(RunState state);  ///< "training", as in status.json
RunState runStateFrom(
    std::string_view name);   ///< "queued" of older programs: Draft; throws UserError for an unknown name
bool isLive(RunState state);  ///< Starting, Training, Paused
double secondsNow();          ///< since 1970, as all times of a run

inline constexpr std::int64_t kNoCheckpointYet = -1;
inline constexpr std::int64_t kCheckpointNotRecorded = -2;  ///< runs written before there was such a record

struct RunStatus {
  RunState state = RunState::Draft;
  std::string stage;  ///< what is going on before the first step: "reading data", "first validation, 40 %"
  std::int64_t step = 0, steps = 0;
  double epoch = 0;
  std::int64_t epochs = 0;
  std::string error;                  ///< one sentence when Failed
  double started = 0, heartbeat = 0;  ///< seconds since 1970
  std::int64_t pid = 0;
  std::string host;
  std::string device;                                   ///< "cpu", "cuda:0"
  std::string deviceReason;                             ///< why the CPU, or empty
  double iterationsPerSecond = 0, imagesPerSecond = 0;  ///< over the last seconds
  double secondsLeft = -1;                              ///< -1 = not known yet
  double secondsTrained = 0;                            ///< time spent training, pauses left out
  double mapsCost = 0;                                  ///< share of the step time that live maps take, 0..1
  double probeCost = 0;      ///< share of the training time so far that the probe took for live views, 0..1
  double storedSeconds = 0;  ///< that measuring the stored snapshots took
  std::int64_t checkpoint = kCheckpointNotRecorded;  ///< step of the last one that was stored
  bool locks = false;                                ///< its process holds the run's lock while it trains (run_lock.h)
  std::string folder;                                ///< where the run's folder is, as its process knows
  std::string note;          ///< what a reader should know beside the state, one sentence, or empty; not stored
  std::int64_t skipped = 0;  ///< images that cannot be read and are left out
  std::string dataChanged;   ///< the last change of the data that a resume accepted, with its step; empty = none
  double taskLoss = -1, topoLoss = -1, validationLoss = -1, validationAccuracy = -1;  ///< newest; -1 = none yet
  std::int64_t lossStep = -1, validationStep = -1;  ///< that these are of; -1 = none yet, or of an older program
};

/// "epoch 35.7 of 2,000", of a run of one epoch "step 300 of 2,000"; empty of a run that came to its end or has not
/// begun.
std::string trainedPart(const RunStatus& status);

/// How far it has come, 0..1; -1 = not known. Bars, rows and titles all say this share.
double shareTrained(const RunStatus& status);
/// The same in whole per cent, never 100 before the end; -1 = not known.
int percentTrained(const RunStatus& status);

/// The validation is of the newest weights, or nobody knows of which.
bool isValidatedAtEnd(const RunStatus& status);

// status.json: RunStatus and the identity of the process that writes it. Unknown numbers (-1) are null.

/// For the calling process: adds its start time and the machine's boot id.
std::string formatStatus(const RunStatus& status);
/// As written, except that a live state whose process is gone (or silent on another host) reads Interrupted; the run's
/// lock decides where it can be seen. Text is made safe to show. Throws UserError.
RunStatus parseStatus(std::string_view json, const std::string& sourceName, LockState lock = LockState::Unknown);

// Commands from outside that took effect in a run: pause, resume, checkpoint, stop, and whatever later kinds bring.
// Kinds are open: a reader shows those it does not know. events.jsonl holds one a line, in the order they took effect.

struct Event {
  std::int64_t step = 0;       ///< updates done when it took effect
  double seconds = 0;          ///< of training so far, pauses left out
  double time = 0;             ///< since 1970
  std::string kind;            ///< "pause", "resume", "checkpoint", "stop", ...
  std::string value = "null";  ///< what it brought, JSON
  bool operator==(const Event&) const = default;
};

/// One line with its end. Throws std::invalid_argument where the value is no JSON.
std::string formatEvent(const Event& event);
/// Of a whole file. A last line without its end is left out silently, as it is still being written or was when its
/// process was killed; other lines that are no events are left out too, and `problem` says which, in one sentence.
std::vector<Event> parseEvents(std::string_view text, const std::string& sourceName, std::string& problem);

// How fast a run trains, in words: one form for window and command line. Any thread.

/// "310 it/s", "4.2 it/s"; below one step a second the time of a step, so that it is never 0: "4.5 s a step", "75 s a
/// step", "17 min a step". Empty where nothing is known (0, NaN).
std::string stepRateText(double stepsPerSecond);

}  // namespace studio
