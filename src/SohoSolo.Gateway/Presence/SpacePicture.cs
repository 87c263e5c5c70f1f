using System.Text.Json;
using SohoSolo.Core.Presence;

namespace SohoSolo.Gateway.Presence;

/// <summary>What is believed of one space, from what its sensors have said: the live picture. It asks no history, which only the hub folds.</summary>
internal sealed class SpacePicture(SpaceState state, DateTimeOffset keptAt)
{
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromMinutes(1);

    private SpaceState state = state;
    private DateTimeOffset keptAt = keptAt;
    private DateTimeOffset? next;
    private Occupancy? shown;
    private bool isNew = true;
    private bool isUnkept;
    private long number;

    public IReadOnlyList<SpaceSensor> Sensors { get; private set; } = [];

    /// <summary>A picture from its checkpoint; an empty one where there is none that can be read.</summary>
    public static SpacePicture Read(string? kept)
    {
        try
        {
            return kept is not null && JsonSerializer.Deserialize(kept, PictureJson.Default.Checkpoint) is { State: { } state } read ? new SpacePicture(state, DateTimeOffset.FromUnixTimeMilliseconds(read.At)) : Empty();
        }
        catch (JsonException)
        {
            // Another version's: the sensors will say again what there is to say.
            return Empty();
        }
    }

    public void Watch(IReadOnlyList<SpaceSensor> sensors)
    {
        isNew |= !sensors.SequenceEqual(Sensors);
        Sensors = sensors;
    }

    /// <summary>Nothing is older than what was folded before it: the clocks of two sensors are never quite the same.</summary>
    /// <param name="said">The signal at an instant and with a number.</param>
    /// <param name="at">When the sensor says that it happened.</param>
    /// <param name="receivedAt">When it came: a sensor whose clock is fast has not seen the future.</param>
    /// <param name="rules">The site's.</param>
    public void Fold(Func<DateTimeOffset, long, PresenceSignal> said, DateTimeOffset at, DateTimeOffset receivedAt, PresenceRules rules)
    {
        var happened = at < receivedAt ? at : receivedAt;
        state = SpaceOccupancy.Fold(state, said(state.FoldedTo > happened ? state.FoldedTo.Value : happened, ++number), rules);
        (isNew, isUnkept) = (true, true);
    }

    /// <summary>The same for what was kept before the process ended and after the checkpoint.</summary>
    public void Catch(Func<DateTimeOffset, long, PresenceSignal> said, DateTimeOffset at, DateTimeOffset receivedAt, PresenceRules rules)
    {
        if (receivedAt > keptAt)
            Fold(said, at, receivedAt, rules);
    }

    /// <summary>What is believed now, if that is something else than what was told last.</summary>
    public Occupancy? Told(DateTimeOffset now, PresenceRules rules)
    {
        // At that very instant it is still as before.
        if (!isNew && !(now > next))
            return null;

        var instant = state.FoldedTo > now ? state.FoldedTo.Value : now;
        (isNew, next) = (false, SpaceOccupancy.NextChange(state, Sensors, instant, rules));
        var believed = SpaceOccupancy.At(state, Sensors, instant, rules);
        if (shown is { } before && (before.Level, before.Since, before.IsStale) == (believed.Level, believed.Since, believed.IsStale))
            return null;

        return shown = believed;
    }

    /// <summary>The checkpoint, where it is time for one: a minute after the last one, or when something else is believed.</summary>
    public string? Checkpoint(DateTimeOffset now, bool hasChanged)
    {
        if (!isUnkept || (!hasChanged && now - keptAt < BetweenCheckpoints && now >= keptAt))
            return null;

        (keptAt, isUnkept) = (now, false);
        return JsonSerializer.Serialize(new Checkpoint(now.ToUnixTimeMilliseconds(), state), PictureJson.Default.Checkpoint);
    }

    private static SpacePicture Empty() => new(SpaceState.Empty, DateTimeOffset.MinValue);
}
