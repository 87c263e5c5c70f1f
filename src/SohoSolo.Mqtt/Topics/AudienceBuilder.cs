using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Topics;

/// <summary>Gathers the subscriptions that match a topic into one target a session.</summary>
internal sealed class AudienceBuilder
{
    private readonly Dictionary<Session, Target> _bySession = [];
    private readonly List<Target> _targets = [];
    private readonly List<SharedGroup> _groups = [];

    public void Begin()
    {
        _bySession.Clear();
        _targets.Clear();
        _groups.Clear();
    }

    public void Add(Subscribers? subscribers)
    {
        if (subscribers is null)
            return;

        foreach (var subscription in subscribers.Single)
        {
            if (!_bySession.TryGetValue(subscription.Session, out var target))
            {
                _bySession.Add(subscription.Session, target = new Target(subscription.Session));
                _targets.Add(target);
            }

            target.Add(subscription);
        }

        _groups.AddRange(subscribers.Groups);
    }

    public Audience End()
    {
        _bySession.Clear();
        return _targets.Count + _groups.Count == 0 ? Audience.Nobody : new Audience([.. _targets], [.. _groups]);
    }
}
