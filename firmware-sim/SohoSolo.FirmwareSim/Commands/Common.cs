using SohoSolo.FirmwareSim.Faults;
using SohoSolo.FirmwareSim.Hub;
using SohoSolo.FirmwareSim.Shell;

namespace SohoSolo.FirmwareSim.Commands;

/// <summary>What several commands are told in the same words.</summary>
internal static class Common
{
    public const string Hub = "http://127.0.0.1:5080";
    public const string Broker = "127.0.0.1:1883";
    public const string Password = "demo";

    private const string ClockSetting = "SOHOSOLO__CLOCK";

    public static BrokerAddress BrokerOf(Arguments arguments) =>
        BrokerAddress.Read(arguments.Text("--broker", Broker), arguments.Text("--password", Password)) ?? throw new BadUseException($"--broker is an address such as {Broker}.");

    public static FaultRates FaultsOf(Arguments arguments) =>
        FaultRates.Named(arguments.Text("--faults", "none")) ?? throw new BadUseException("--faults is none or some.");

    /// <summary>Sets a clock to the hub's; where the hub does not tell, to the setting that the hub started from. True when somebody told.</summary>
    public static async Task<bool> SetClock(HubClock clock, HubApi hub, bool isFirst, CancellationToken stop)
    {
        var told = await hub.Now(stop);
        if (told is null && isFirst && DateTimeOffset.TryParse(Environment.GetEnvironmentVariable(ClockSetting), System.Globalization.CultureInfo.InvariantCulture, out var start))
            told = start;
        if (told is { } now)
            clock.Set(now);

        return told is not null;
    }
}
