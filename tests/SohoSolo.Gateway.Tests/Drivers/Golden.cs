using System.Text;
using System.Text.Json;
using SohoSolo.Core;
using SohoSolo.Gateway.Drivers;

namespace SohoSolo.Gateway.Tests.Drivers;

/// <summary>A maker's message and the lines that it becomes: <c>tests/contract/drivers/FAMILY.json</c>.</summary>
internal sealed record Golden(string Driver, string Name, string Topic, string Payload, DateTimeOffset At, bool IsRetained, IReadOnlyList<string> Says)
{
    public static readonly DeviceTable NoTable = new(new SiteId("site"), []);

    public static IReadOnlyList<Golden> All { get; } = [.. DriverCatalog.All.Where(driver => driver.Name != "sohosolo").SelectMany(driver => Of(driver.Name))];

    public DriverMessage Message => new(Topic, Encoding.UTF8.GetBytes(Payload), IsRetained, At);

    public DriverReading Read(DriverMessage message) => DriverCatalog.Find(Driver)!.Read(message, NoTable);

    public IReadOnlyList<string> Lines(DriverMessage message) => DecodeReport.Lines(Read(message));

    public override string ToString() => $"{Driver}: {Name}";

    private static IEnumerable<Golden> Of(string driver)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "tests", "contract", "drivers", $"{driver}.json"));
        return JsonElement.Parse(text).EnumerateArray().Select(one => new Golden(
            driver,
            one.GetProperty("name").GetString()!,
            one.GetProperty("topic").GetString()!,
            one.GetProperty("payload").GetString()!,
            one.GetProperty("at").GetDateTimeOffset(),
            one.TryGetProperty("retained", out var retained) && retained.GetBoolean(),
            [.. one.GetProperty("says").EnumerateArray().Select(line => line.GetRawText())]));
    }
}
