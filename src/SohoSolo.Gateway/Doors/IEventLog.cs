using SohoSolo.Gateway.Drivers;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Doors;

/// <summary>Where what happened is kept until the hub has it. What it has taken is on disk.</summary>
public interface IEventLog
{
    /// <summary>What was remembered when it was opened.</summary>
    IReadOnlyDictionary<string, string> Memory { get; }

    /// <summary>Whether a device's message is kept already, or on its way to the disk. Without waiting.</summary>
    bool Knows(string device, DeviceNumber number);

    /// <summary>
    /// Ends when events and memory are on disk together: all of them or none. Events are numbered in the order of the calls; the call itself does not wait. <see cref="IOException"/> when the disk does not
    /// take them: then <see cref="Knows"/> knows nothing of them.
    /// </summary>
    Task Append(Entry entry);

    /// <summary>The newest events that were received after then, oldest first; for who begins again where it stopped.</summary>
    IReadOnlyList<GatewayEvent> Since(DateTimeOffset received);

    /// <summary>Up to which number everything of that life of the device is kept; null when nothing is.</summary>
    long? UpTo(string device, string boot);
}

/// <summary>Events, and what must be remembered with them.</summary>
/// <param name="Events">In their order.</param>
/// <param name="Memory">By key; null forgets it.</param>
/// <param name="Mark">The device's message that all this comes from, if it has a number.</param>
public sealed record Entry(IReadOnlyList<GatewayEvent> Events, IReadOnlyDictionary<string, string?> Memory, EntryMark? Mark = null);

/// <summary>A device's message by its number.</summary>
/// <param name="Device">Whose.</param>
/// <param name="Number">Once in that life of the device.</param>
/// <param name="Lowest">The lowest number that the device still keeps, where it says so.</param>
public sealed record EntryMark(string Device, DeviceNumber Number, long? Lowest);

/// <summary>The hub, as far as a door needs it.</summary>
public interface IHubLine
{
    bool IsConnected { get; }

    /// <summary>Null when no answer came in time.</summary>
    Task<LinkMessage.Answer?> Ask(LinkAsk.Entry question);
}

/// <summary>The site's network, as far as a door needs it.</summary>
public interface ILan
{
    /// <summary>Sends without waiting; what cannot be sent is lost, and said in the log.</summary>
    void Send(string topic, ReadOnlyMemory<byte> payload, bool retain);

    /// <summary>These topics and no others are spoken on by the site's devices.</summary>
    void Follow(IReadOnlyCollection<string> filters);

    /// <summary>A device is not in the table any more.</summary>
    void Disconnect(string device);
}
