namespace SohoSolo.Mqtt.Topics;

/// <summary>All who subscribe to exactly one filter.</summary>
internal sealed class Subscribers
{
    public List<Subscription> Single { get; } = [];

    public List<SharedGroup> Groups { get; } = [];

    public bool IsEmpty => Single.Count == 0 && Groups.Count == 0;

    public void Add(Subscription subscription)
    {
        if (subscription.GroupName is not { } name)
        {
            Single.Add(subscription);
            return;
        }

        if (Groups.Find(one => one.Name == name) is not { } group)
            Groups.Add(group = new SharedGroup(name));
        group.Members.Add(subscription);
        subscription.Group = group;
    }

    public bool Remove(Subscription subscription)
    {
        if (subscription.Group is not { } group)
            return Single.Remove(subscription);

        var removed = group.Members.Remove(subscription);
        if (group.Members.Count == 0)
            Groups.Remove(group);
        subscription.Group = null;
        return removed;
    }
}
