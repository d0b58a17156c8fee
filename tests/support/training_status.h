// The status of a run that this process trains, every value of it given.
#pragma once
#include <unistd.h>

#include "core/run/run_lock.h"
#include "core/run/run_status.h"

namespace studio {

/// Stopped within an epoch it would have no validation of its end, and its newest row is a few steps old.
inline RunStatus trainingStatus() {
  RunStatus status;
  status.state = RunState::Training;
  status.stage = "first step";
  status.step = 410;
  status.steps = 1410;
  status.epoch = 2.9;
  status.epochs = 10;
  status.started = 1.7e9 + 0.125;
  status.heartbeat = secondsNow();
  status.pid = ::getpid();
  status.host = hostName();
  status.device = "cpu";
  status.deviceReason = "no CUDA device";
  status.iterationsPerSecond = 123.5;
  status.imagesPerSecond = 7904;
  status.secondsLeft = 8.25;
  status.secondsTrained = 3.5;
  status.mapsCost = 0.004;
  status.taskLoss = 0.31;
  status.topoLoss = 0.2;
  status.lossStep = 405;
  status.validationLoss = 0.4;
  status.validationAccuracy = 0.93;
  status.validationStep = 0;
  return status;
}

}  // namespace studio
