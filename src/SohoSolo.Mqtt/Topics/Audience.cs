using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Topics;

/// <summary>Who gets what is published to one topic, as long as the subscriptions stay as they are.</summary>
internal sealed record Audience(Target[] Targets, SharedGroup[] Groups)
{
    public static Audience Nobody { get; } = new([], []);

    /// <summary>References held, to bound a cache by.</summary>
    public int Size => Targets.Length + Groups.Length + 1;
}

/// <summary>How one delivery goes out, after all matching subscriptions of a client have had their say.</summary>
internal readonly record struct Terms(QualityOfService QualityOfService, bool RetainAsPublished, ReadOnlyMemory<uint> Identifiers)
{
    /// <summary>Overlapping subscriptions deliver once, at the highest QoS, with all their identifiers (MQTT 5.0 §3.3.4). The retain flag is kept if any of them wants it.</summary>
    public static Terms? Join(Terms? terms, Subscription subscription)
    {
        var (options, identifier) = (subscription.Options, subscription.Identifier);
        if (terms is not { } known)
            return new Terms(options.MaximumQualityOfService, options.RetainAsPublished, identifier == 0 ? default : new[] { identifier });

        var quality = options.MaximumQualityOfService > known.QualityOfService ? options.MaximumQualityOfService : known.QualityOfService;
        ReadOnlyMemory<uint> identifiers = identifier == 0 ? known.Identifiers : (uint[])[.. known.Identifiers.Span, identifier];
        return new Terms(quality, options.RetainAsPublished || known.RetainAsPublished, identifiers);
    }
}

/// <summary>One session that subscribes to a topic other than by sharing.</summary>
internal sealed class Target(Session session)
{
    public Session Session { get; } = session;

    /// <summary>For what others publish.</summary>
    public Terms? Terms { get; private set; }

    /// <summary>For what the client itself publishes: without its subscriptions that said "no local" (MQTT 5.0 §3.8.3.1). Null: nothing.</summary>
    public Terms? Own { get; private set; }

    /// <summary>While the audience is gathered.</summary>
    public void Add(Subscription subscription)
    {
        Terms = Topics.Terms.Join(Terms, subscription);
        if (!subscription.Options.NoLocal)
            Own = Topics.Terms.Join(Own, subscription);
    }
}
