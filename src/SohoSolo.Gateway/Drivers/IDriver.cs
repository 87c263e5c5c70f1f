namespace SohoSolo.Gateway.Drivers;

/// <summary>One family of devices: from what it sends to canonical signals. It translates and never decides; no bytes make it throw.</summary>
public interface IDriver
{
    /// <summary>As in the device table: <c>sohosolo</c>.</summary>
    string Name { get; }

    /// <summary>Where such a device speaks, and is spoken to.</summary>
    DeviceTopics Topics(DeviceAddress device);

    /// <summary>What a message says. <paramref name="devices"/> may be empty: then a device is called what its topic calls it.</summary>
    DriverReading Read(DriverMessage message, DeviceTable devices);
}

/// <summary>A message as it came from the site's network.</summary>
/// <param name="Topic">Where it was published.</param>
/// <param name="Payload">Any bytes.</param>
/// <param name="Retained">It was kept from before: a state perhaps, never an event.</param>
/// <param name="ReceivedAt">By the gateway's clock.</param>
public sealed record DriverMessage(string Topic, ReadOnlyMemory<byte> Payload, bool Retained, DateTimeOffset ReceivedAt);

/// <summary>What a driver makes of a message.</summary>
public abstract record DriverReading
{
    private DriverReading()
    {
    }

    /// <param name="All">In the order in which the message has them.</param>
    /// <param name="Once">The same in every copy of this message, where its sender gives it an identity: a copy says nothing new.</param>
    public sealed record Signals(IReadOnlyList<Signal> All, string? Once = null) : DriverReading;

    /// <summary>Understood, and nothing that matters, but perhaps that <paramref name="Device"/> is there.</summary>
    public sealed record Ignored(string Why, string? Device = null) : DriverReading;

    /// <summary>Not understood: to be set aside with its reason. <paramref name="Number"/> is known where so much could be read, so that the device need not send it for ever.</summary>
    public sealed record Unreadable(string Why, string? Device = null, DeviceNumber? Number = null) : DriverReading;
}

/// <summary>A device's own number of a message: within one life of its memory (<paramref name="Boot"/>) each number once.</summary>
public sealed record DeviceNumber(string Boot, long Seq);
