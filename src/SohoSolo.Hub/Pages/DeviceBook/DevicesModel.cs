using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Pages.Board;

namespace SohoSolo.Hub.Pages.DeviceBook;

/// <summary>The devices of every site, or of one.</summary>
public sealed record DevicesModel
{
    /// <summary>By name.</summary>
    public required IReadOnlyList<Telecentre> Sites { get; init; }

    public required IReadOnlyList<SiteDevices> Shown { get; init; }

    /// <summary>The site that was asked for.</summary>
    public SiteId? Site { get; init; }

    public bool IsTroubledOnly { get; init; }

    public string? Said { get; init; }

    public string? Reason { get; init; }
}

/// <summary>One site's devices, those that need a look first.</summary>
public sealed record SiteDevices(Telecentre Site, IReadOnlyList<Device> Devices, IReadOnlyList<Door> Doors)
{
    public int Troubled => Devices.Count(device => HealthOf(device) is not "well");

    /// <summary><c>never</c> heard, <c>silent</c>, <c>battery</c> low, or <c>well</c>.</summary>
    public static string HealthOf(Device device) => device switch
    {
        { IsOnline: null } => "never",
        { IsOnline: false } => "silent",
        { BatteryPercent: < BoardModel.LowBattery } => "battery",
        _ => "well",
    };
}

/// <summary>One device: what it is and where, how it is, what it said last.</summary>
public sealed record DeviceModel
{
    public required Telecentre Site { get; init; }

    public required Device Device { get; init; }

    public required IReadOnlyList<Door> Doors { get; init; }

    public required DeviceDraft Draft { get; init; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<SiteEvent> Says { get; init; } = [];

    /// <summary>Messages that nobody could read, newest first.</summary>
    public IReadOnlyList<SiteEvent> SetAside { get; init; } = [];

    /// <summary>In the one answer that shows it.</summary>
    public string? Password { get; init; }

    public string? Said { get; init; }

    public string? Reason { get; init; }

    public string? Field { get; init; }
}

/// <summary>A new device, or what was typed of it.</summary>
public sealed record NewDeviceModel(IReadOnlyList<Telecentre> Sites, Telecentre? Site, IReadOnlyList<Door> Doors, DeviceDraft Draft, string? Reason = null, string? Field = null);
