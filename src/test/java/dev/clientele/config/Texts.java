package dev.clientele.config;

/** Configuration files. */
final class Texts {
  /** Every key; none has its default where an mlp on a folder allows another value. */
  static final String EVERYTHING =
      """
      clientele {
        name = digits-2
        experiment = bridge
        task = diffusion
        seed = -9007199254740993
        rounds = 7
        data {
          kind = folder
          path = some/folder
          split = letters
          coarse = on
          domains = [amazon, 7]
          test = clients
          share = public
          private-images = 41
          cache = some/cache
          on-damaged = skip
          height = 28
          width = 24
          channels = 3
          style-strength = 0.25
          rotation = 45.5
          tint = 0.5
          tone = .75
          label-concentration = 2
          components = 7
          separation = 0.5
        }
        clients {
          registered = 30
          cohort = 11
          unseen = 4
          samples = 40
          held-out = 12
          validation = 6
          validation-clients = 5
          partition = shards
          shards = 3
          sizes = log-normal
          size-spread = 5e-1
          by-domain = yes
          unseen-domains = [7]
          ids = ids.csv
          id-column = writer
          image-column = file
          on-empty = skip
        }
        network {
          kind = mlp
          width = 24
          multipliers = [1, 2, 3]
          blocks = 2
          attention = [0, 2]
          head-channels = 6
          groups = 4
          hidden = [128, 96, 32]
          label-conditioning = yes
          pretrained = ""
        }
        diffusion {
          steps = 4e2
          schedule = cosine
          prediction = v
          sampler = ddpm
          sampling-steps = 50
          eta = 0.5
          guidance = 1.5
        }
        method {
          kind = fedavg
          local-steps = 5
          batch = 32
          optimizer = sgd
          learning-rate = 2e-2
          clip-norm = .75
          average-decay = 0.99
          update = alternating
          embedding-steps = 4
          embedding-learning-rate = "0.03"
          condition-dropout = 0.2
          embedding-start = mean
          embedding-width = 12
          proximal = 0.5
          private-part = encoder
          compression { kind = top-k, share = 0.3, block = 17, error-feedback = off }
        }
        classification {
          widths = [8, 24]
          blocks = 2
          groups = 4
          shift = 3
          flip = on
          personal-steps = 7
          distillation-weight = 0.5
          temperature = 3
        }
        warmfed {
          lora { rank = 3, alpha = 6, targets = [time] }
          adapter-steps = 11
          adapter-schedule = linear
          adapter-batch = 5
          adapter-learning-rate = 1e-4
          ratio = 2.5
          classes = balanced
          local-tuning-steps = 8
          tuning-steps = 9
          personalisation = fine-tuning
        }
        server {
          optimizer = yogi
          learning-rate = 0.1
          momentum = 0.8
          second-momentum = 0.95
          adaptivity = 0.01
          broadcast = fp16
        }
        adaptation { lora { rank = 2, alpha = 8, targets = [embedding] }, kind = lora, clients = unseen, steps = 60, batch = 8, learning-rate = 0.07, samples = 39 }
        evaluation {
          every = 3
          clients = 9
          panel = fixed
          figures = [membership, memorisation, nll, fid, kid, loss]
          loss-draws = 2
          kid-samples = 10
          kid-subsets = 50
          kid-subset-size = 9
          nll-draws = 30
          forgetting-clients = 5
          features = onnx
          onnx { path = inception.onnx, input-size = 75, normalisation = imagenet, output = pool3 }
          picture-columns = 6
        }
        compute {
          workers = 3, winograd = off, window = 5, block = 6, attempts = 2
          transfer = changes, state-cache-megabytes = 7
        }
        device {
          seconds-per-image = 0.5
          download-bytes-per-second = 1000
          upload-bytes-per-second = 500.5
          latency-seconds = 1.25
          profiles = pareto
          sigma = 0.75
          shape = 1.5
          trace = machines.csv
        }
        availability {
          kind = diurnal
          share = 0.25
          period-seconds = 30
          day-seconds = 1000
          spread = 0.05
          trace = times.csv
        }
        policy {
          kind = fedbuff
          over-selection = 0.3
          deadline-seconds = 90
          quorum = 2
          repeats = 1
          late = use
          buffer = 5
          concurrency = 8
          mixing = 0.4
          staleness { weight = hinge, exponent = 0.7, slope = 3, delay = 2, bound = 9 }
          timeout-seconds = 100
          retry-seconds = 7
          patience-seconds = 5000
          patience-visits = 600
        }
        faults {
          dropout { before = 0.1, during = 0.2 }
          crash { share = 0.15, return-seconds = 20 }
          messages {
            lost = 0.01
            delayed = 0.02
            delay-seconds = 3
            duplicated = 0.04
            reordered = 0.05
            window-seconds = 6
          }
          corrupted { share = 0.07, numbers = 0.5, kinds = [infinity, wrong-shape] }
          stale-state = 0.08
          stragglers { share = 0.09, slowdown = 11 }
          byzantine { share = 0.12, attack = gaussian, scale = 13 }
          outages { regions = 2, every-seconds = 400, seconds = 40 }
          kill-every = 50
        }
        defence { rule = multi-krum, trim = 0.2, byzantine = 0.3, chosen = 3, clip-norm = 2.5 }
        checkpoint { every = 4, events = 77 }
        bench {
          scenario = overhead
          warm-up-seconds = 1.5
          repeats = 3
          steps = 7
          embedding-only = on
          inputs = 16
          classes = 4
        }
        theory {
          separation = 1.5
          weight = 0.25
          time = 0.7
          points = 90
          dimension = 3
          repeats = 11
          steps = 12
          starts = [0.4]
          dimensions = [5, 6]
          separations = [0.1, 1e1]
          sample-sizes = [20, 30]
          draws = [2, 3]
          weights = [0.2, "0.6"]
        }
        compute-dispatcher.thread-pool-executor.fixed-pool-size = 2
      }
      pekko.loglevel = DEBUG
      """;

  private Texts() {}
}
