using System.Text.Json;
using SohoSolo.Core.Access;
using SohoSolo.Core.Presence;

namespace SohoSolo.Gateway.Drivers;

/// <summary>What is found in one message of a device, in the order in which it stands there. A message that was kept from before says at most whether its device is there.</summary>
internal sealed class Findings(DriverMessage message, string device, SnapshotDevice? known)
{
    private const int MostNamed = 8;
    private const int LongestName = 80;

    private readonly List<Signal> signals = [];
    private readonly List<string> left = [];
    private string? fault;
    private DateTimeOffset? said;
    private DateTimeOffset? history;

    public string Device => device;

    /// <summary>As in the device table; null where that is not known.</summary>
    public string? Role => known?.Role;

    public DateTimeOffset ReceivedAt => message.ReceivedAt;

    /// <summary>The device's own time of what follows, where it is to be believed.</summary>
    public void Time(JsonElement? written) => said = VendorTimes.Trusted(written, ReceivedAt) ?? said;

    /// <summary>What follows was kept since then; null ends that.</summary>
    public void History(DateTimeOffset? at) => history = at;

    public void Online(bool isThere) => Add(SignalKind.Online, flag: isThere);

    /// <summary>A word that nobody knows says nothing of whether the device is there.</summary>
    public void Alive(Answer answer)
    {
        if (answer is Answer.Yes or Answer.No)
            Online(answer == Answer.Yes);
        else
            Left("a state that is not known");
    }

    /// <summary>Where a report says it twice, somebody who is there by one of them is there.</summary>
    public void Occupied(bool isThere)
    {
        var signal = Made(SignalKind.Occ) with { Flag = isThere };
        var same = signals.FindIndex(one => one.Kind == SignalKind.Occ && one.At == signal.At);
        if (same < 0)
            signals.Add(signal);
        else if (isThere)
            signals[same] = signal;
    }

    public void Door(bool isOpen) => Add(SignalKind.Door, flag: isOpen);

    public void Rex() => Add(SignalKind.Rex);

    public void Tamper(bool hasBegun) => Add(SignalKind.Tamper, flag: hasBegun);

    public void Battery(int percent) => signals.Add(Made(SignalKind.Batt) with { Number = percent });

    public void Count(CountReading reading) => signals.Add(Made(SignalKind.Count) with { Count = reading });

    /// <summary>A badge; null for what is none.</summary>
    public void Card(CardReading? read)
    {
        if (read is null)
            Fault("a card number that cannot be read");
        else
            signals.Add(Made(read.Card.Kind == CredentialKind.Pin ? SignalKind.Pin : SignalKind.Tag) with { Credential = read.Card, OtherReadings = read.Others });
    }

    /// <summary>An answer to whether somebody is there, a door open, and so on; <paramref name="found"/> is told yes or no.</summary>
    public void Answered(string name, Answer answer, Action<bool> found)
    {
        if (answer is Answer.Yes or Answer.No)
            found(answer == Answer.Yes);
        else if (answer == Answer.Nothing)
            Left(name);
        else
            Fault($"{Named(name)} is not what it should be");
    }

    /// <summary>Something that goes on and off: what it is, the device's role says, else its name.</summary>
    public void Input(string name, bool isOn, bool isPush = false)
    {
        switch (Inputs.Of(Role, name, isPush))
        {
            case SignalKind.Occ:
                Occupied(isOn);
                break;
            case SignalKind.Door:
                Door(isOn);
                break;
            case SignalKind.Tamper:
                Tamper(isOn);
                break;
            default:
                if (isOn)
                    Rex();
                else
                    Left($"{name} let go");
                break;
        }
    }

    /// <summary>Understood, and nothing for us.</summary>
    public void Left(string what)
    {
        if (left.Count < MostNamed)
            left.Add(Named(what));
    }

    public void Fault(string why) => fault ??= why;

    public DriverReading Reading(string? once = null)
    {
        if (message.Retained)
            return signals.Where(signal => signal.Kind == SignalKind.Online).ToList() is { Count: > 0 } alive ? new DriverReading.Signals(alive) : new DriverReading.Ignored("retained: no event", device);
        if (fault is not null && signals.All(signal => signal.Kind is SignalKind.Batt or SignalKind.Online))
            return new DriverReading.Unreadable(fault, device);
        if (signals.Count > 0)
            return new DriverReading.Signals(signals, once);

        return new DriverReading.Ignored(left.Count == 0 ? "nothing in it" : $"nothing that matters: {string.Join(", ", left.Distinct(StringComparer.Ordinal))}", device);
    }

    private void Add(SignalKind kind, bool? flag = null) => signals.Add(Made(kind) with { Flag = flag });

    private Signal Made(SignalKind kind)
    {
        var at = history ?? said;
        return new Signal
        {
            Kind = kind,
            Device = device,
            At = at ?? ReceivedAt,
            ReceivedAt = ReceivedAt,
            IsHistory = history is not null,
            Clock = history is null && said is not null ? DeviceClock.Synced : null,
            DeviceSeconds = at is { } known ? (known - DateTimeOffset.UnixEpoch).TotalSeconds : null,
        };
    }

    /// <summary>Names come from outside: one that is no name is not repeated.</summary>
    private static string Named(string name) => name.Length is > 0 and <= LongestName && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or ' ' or '.' or ':' or '(' or ')' or ',') ? name : "a field";
}
