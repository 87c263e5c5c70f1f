using System.Text;
using System.Text.Json;
using SohoSolo.FirmwareSim.Devices;
using SohoSolo.FirmwareSim.Faults;
using SohoSolo.FirmwareSim.Members;
using SohoSolo.FirmwareSim.Shell;
using SohoSolo.FirmwareSim.Tests.Devices;

namespace SohoSolo.FirmwareSim.Tests.Members;

/// <summary>A whole site in this process, on a clock moved by hand: its devices, its people, and a gateway that lets in who has a booking.</summary>
internal sealed class ToySite : IErrands, IDisposable
{
    private const string Pin = "482913";

    private readonly HashSet<string> invited = [];
    private readonly DeviceHost door;
    private readonly Dictionary<string, DeviceHost> sensors;
    private readonly DayRun day;
    private int commands;

    public ToySite(DateTimeOffset start, int seed, FaultRates? faults = null)
    {
        Clock = new ManualClock(start);
        var story = new Story(TimeZoneInfo.Utc, Lines.Add);
        door = Host(DoorController.New("nogaro", "nogaro-reader-main", "main", Some.Boot, start), faults, seed);
        sensors = Enumerable.Range(1, 4).ToDictionary(
            number => $"nogaro-desk-{number}",
            number => Host(PirSensor.New("nogaro", $"nogaro-desk-{number}-pir", Some.Boot, start), faults, seed + number));
        door.Did += (output, _) => Facts.Add(output);
        day = new DayRun(new Doorstep(door, Clock, story), sensors, this, Clock, story, seed);
        foreach (var host in sensors.Values.Append(door))
        {
            var gateway = new ToyGateway();
            host.Wire = message => Answer(host, gateway, message);
            host.Post(new DeviceInput.ClockSet(TimeSpan.Zero));
            host.Post(new DeviceInput.Connected());
        }
    }

    public ManualClock Clock { get; }

    public List<string> Lines { get; } = [];

    public List<DeviceOutput> Facts { get; } = [];

    public IEnumerable<DeviceHost> Hosts => sensors.Values.Append(door);

    public void Follow(params IReadOnlyList<BookedVisit> visits)
    {
        invited.UnionWith(visits.Select(visit => Badges.Of(visit.Member).Value));
        day.Follow(visits);
    }

    public Task<string?> Pass(string booking, int guest) => Task.FromResult<string?>($"TC1.1.{booking}.{guest}");

    public Task<string?> NewPin(string member) => Task.FromResult<string?>(Pin);

    public Task<bool> CheckIn(string booking) => Task.FromResult(true);

    public void Dispose()
    {
        day.Dispose();
        foreach (var host in Hosts)
            host.Dispose();
    }

    private DeviceHost Host(IDevice device, FaultRates? faults, int seed) => new(device, Clock, new FaultyLine(faults ?? FaultRates.None, new Chance((ulong)seed)));

    private void Answer(DeviceHost host, ToyGateway gateway, DeviceMessage message)
    {
        if (!message.Topic.EndsWith("/evt", StringComparison.Ordinal))
            return;

        using var read = JsonDocument.Parse(message.Payload);
        var number = Some.Number(message);
        if (!gateway.Kept.Contains(number) && read.RootElement.TryGetProperty("cred", out var credential))
            Decide(host, credential.GetProperty("v").GetString()!);

        var receipt = (DeviceInput.MessageReceived)gateway.Take(message);
        host.Deliver(receipt.Topic, receipt.Payload, isRetained: false);
    }

    private void Decide(DeviceHost host, string value)
    {
        var isWelcome = invited.Contains(value) || value == Pin || value.StartsWith("TC1.", StringComparison.Ordinal);
        var rest = isWelcome ? "\"op\":\"unlock\",\"ms\":5000,\"why\":\"grant\"" : "\"op\":\"beep\",\"deny\":\"no-booking\"";
        var naf = Board.Epoch(Clock.GetUtcNow().AddSeconds(10));
        host.Deliver(Some.Commands, Encoding.UTF8.GetBytes(FormattableString.Invariant($"{{\"id\":\"c{++commands}\",\"naf\":{naf},{rest}}}")), isRetained: false);
    }
}
