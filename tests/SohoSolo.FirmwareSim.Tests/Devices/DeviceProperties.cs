using FsCheck.Fluent;
using SohoSolo.FirmwareSim.Devices;

namespace SohoSolo.FirmwareSim.Tests.Devices;

/// <summary>Whatever happens to a device and to its messages, in any order.</summary>
public sealed class DeviceProperties
{
    private const int Steps = 150;

    private static readonly DeviceInput[] Happenings =
    [
        new DeviceInput.Presented(Some.Badge),
        new DeviceInput.ExitRequested(),
        new DeviceInput.DoorMoved(true),
        new DeviceInput.DoorMoved(false),
        new DeviceInput.BatteryMeasured(80),
        new DeviceInput.Connected(),
        new DeviceInput.Connected(),
        new DeviceInput.Disconnected(),
        new DeviceInput.ClockLost(),
        new DeviceInput.ClockSet(TimeSpan.Zero),
        new DeviceInput.ClockSet(TimeSpan.FromSeconds(3)),
        new DeviceInput.Ticked(),
    ];

    private static FsCheck.Gen<int> Seeds => Gen.Choose(0, int.MaxValue - 1);

    /// <summary>Dropped, doubled and late messages, restarts and lost clocks: an event is in flash until the gateway has it, and in the end the gateway has all.</summary>
    [Fact]
    public void No_event_is_ever_lost() => Runs.Hold(Seeds, seed =>
    {
        var world = new World(seed);
        for (var step = 0; step < Steps; step++)
        {
            world.Live();
            Assert.Superset(world.Noted, world.KnownSomewhere);
        }

        world.Calm();
        Assert.Equal(world.Noted.Order(), world.Gateway.Kept.Order());
        Assert.Empty(world.Door.Board.Flash.Events);
    });

    [Fact]
    public void A_command_is_acted_on_once_at_most_and_never_late() => Runs.Hold(Seeds, seed =>
    {
        var world = new World(seed);
        for (var step = 0; step < Steps; step++)
            world.Live();

        Assert.Equal(world.Acted.Count, world.Acted.Distinct().Count());
        Assert.False(world.WasLate);
    });

    [Fact]
    public void The_inside_handle_always_frees_the_door() => Runs.Hold(Seeds, seed =>
    {
        var world = new World(seed);
        for (var step = 0; step < Steps; step++)
        {
            world.Live();
            Assert.True(world.Door.Step(new DeviceInput.ExitRequested(), world.At).Door.IsReleased);
        }
    });

    /// <summary>A device, a gateway, and messages under way between them that may be lost, doubled or late.</summary>
    private sealed class World(int seed)
    {
        private readonly Chance chance = Chance.Of(seed, "world");
        private readonly List<DeviceMessage> up = [];
        private readonly List<DeviceInput> down = [];

        public DoorController Door { get; private set; } = Some.Door();

        public DateTimeOffset At { get; private set; } = Some.Morning;

        public ToyGateway Gateway { get; } = new();

        public HashSet<(string Boot, long Seq)> Noted { get; } = [];

        public List<string> Acted { get; } = [];

        public bool WasLate { get; private set; }

        public HashSet<(string Boot, long Seq)> KnownSomewhere => [.. Gateway.Kept, .. Door.Board.Flash.Events.Select(stored => (stored.Boot, stored.Seq))];

        public void Live()
        {
            At += chance.Between(TimeSpan.Zero, TimeSpan.FromSeconds(4));
            switch (chance.Between(0, 5))
            {
                case 0:
                    Step(new DeviceInput.Rebooted($"{chance.Between(0, int.MaxValue - 1):x16}"));
                    break;
                case 1 when Pick(up) is { } message:
                    down.Add(Gateway.Take(message));
                    break;
                case 2 when Pick(down) is { } answer:
                    Step(answer);
                    break;
                case 3:
                    Step(chance.Percent(50) ? Some.Unlock($"id-{chance.Between(0, 9)}", At.AddSeconds(chance.Between(-5, 5))) : Some.ModeOf(chance.Of(DoorModes.All), chance.Between(1, 9)));
                    break;
                default:
                    Step(chance.Of(Happenings));
                    break;
            }
        }

        /// <summary>The line is mended and stays so.</summary>
        public void Calm()
        {
            up.Clear();
            Step(new DeviceInput.Connected());
            while (Door.Board.Flash.Events.Count > 0)
            {
                Assert.NotEmpty(up);
                var answers = up.Select(Gateway.Take).ToList();
                up.Clear();
                answers.ForEach(Step);
            }
        }

        private void Step(DeviceInput input)
        {
            (Door, var outputs) = Door.Step(input, At);
            Noted.UnionWith(outputs.OfType<DeviceOutput.Noted>().Select(noted => (noted.Boot, noted.Seq)));
            up.AddRange(outputs.Messages("/evt"));
            foreach (var unlocked in outputs.OfType<DeviceOutput.Unlocked>())
            {
                Acted.Add(unlocked.Command);
                WasLate |= Door.Board.Now(At) is { } now && Board.Epoch(now) > unlocked.NotAfter;
            }
        }

        /// <summary>One of those under way; it may stay under way, to come again, and another may be lost instead.</summary>
        private T? Pick<T>(List<T> underWay)
            where T : class
        {
            if (underWay.Count == 0)
                return null;

            var index = chance.Between(0, underWay.Count - 1);
            var picked = underWay[index];
            if (chance.Percent(70))
                underWay.RemoveAt(index);

            return chance.Percent(85) ? picked : null;
        }
    }
}
