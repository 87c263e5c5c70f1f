using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Topics;

/// <summary>The sessions that share a filter under one name: each message goes to one of them (MQTT 5.0 §4.8.2).</summary>
internal sealed class SharedGroup(string name)
{
    private int _next;

    public string Name { get; } = name;

    public List<Subscription> Members { get; } = [];

    public bool HasKeptMember => Members.Exists(member => member.Session.IsKept);

    /// <summary>Takes turns among those who can take a message now; then among those who are connected; a message waits for an absent member only when nobody is there.</summary>
    public Subscription? Choose()
    {
        Subscription? chosen = null;
        var (best, at) = (-1, 0);
        for (var i = 0; i < Members.Count && best < Ready; i++)
        {
            var index = (_next + i) % Members.Count;
            var readiness = Readiness(Members[index].Session);
            if (readiness > best)
                (chosen, best, at) = (Members[index], readiness, index);
        }

        _next = at + 1;
        return chosen;
    }

    private const int Ready = 3;

    private static int Readiness(Session session)
    {
        if (session.Outlet is not { } outlet)
            return session.IsKept ? 0 : -1;
        if (!outlet.IsWritable)
            return 1;
        return session is { Waiting: 0, HasIdleWindow: true } ? Ready : 2;
    }
}
