using System.Globalization;

namespace SohoSolo.Mqtt.Tests.Routing.Histories;

/// <summary>One publisher, two subscribers whose sessions are kept, one whose is not, and a broker between them that is not spared.</summary>
internal sealed class World
{
    private readonly Bench _bench = new(disk: new DiskOnCommand());
    private readonly Publisher _publisher;
    private readonly Subscriber[] _subscribers;
    private readonly bool _withFullDisk;
    private string? _fault;

    public World(bool withFullDisk)
    {
        _withFullDisk = withFullDisk;
        _publisher = new Publisher(_bench);
        _subscribers =
        [
            new Subscriber(_bench, "low", 1, 65_535, 1_000_000),
            new Subscriber(_bench, "high", 2, 3, 1_000_000),
            new Subscriber(_bench, "passing", 2, 65_535, 0),
        ];
        _publisher.Connect();
        foreach (var subscriber in _subscribers)
            Note(subscriber.Connect());
        _bench.Sync();
    }

    public List<string> Story { get; } = [];

    public void Take(int step)
    {
        var subscriber = _subscribers[step / 100 % _subscribers.Length];
        var choice = step / 1_000;
        switch (step % 100)
        {
            case < 14:
                Do("publish 1", () => _publisher.Publish(1));
                break;
            case < 34:
                Do("publish 2", () => _publisher.Publish(2));
                break;
            case < 46:
                Do("publisher reads", () => Note(_publisher.Read()));
                break;
            case < 70:
                Do($"{subscriber.ClientId} reads", () => Note(subscriber.Read()));
                break;
            case < 84:
                Do("disk", () => Sync(choice));
                break;
            default:
                Disturb(step % 100, subscriber, choice);
                break;
        }
    }

    /// <summary>Everybody is there, the disk works, and all that can be said is said.</summary>
    public void Settle()
    {
        Do("settle", () => _bench.Disk.IsWritable = true);
        for (var (quiet, rounds) = (false, 0); !quiet && _fault is null && rounds < 1_000; rounds++)
        {
            Reconnect();
            _bench.Sync();
            foreach (var subscriber in _subscribers)
                subscriber.Balk(isWritable: true);
            quiet = !_publisher.HasToRead && !_subscribers.Any(subscriber => subscriber.HasToRead) && _bench.Disk.Position == _bench.Disk.DurablePosition;
            while (_publisher.HasToRead)
                Note(_publisher.Read());
            foreach (var subscriber in _subscribers)
            {
                while (subscriber.HasToRead)
                    Note(subscriber.Read());
            }
        }
    }

    /// <summary>Null when every promise was kept.</summary>
    public string? Verdict()
    {
        if (_fault is not null)
            return _fault;
        if (_publisher.HasOpen)
            return "something was never acknowledged";
        if (_bench.Router.Figures is not { QueuedMessages: 0, QueuedBytes: 0, Held: 0 })
            return $"something waits for ever: {_bench.Router.Figures}";

        return _subscribers.Select(subscriber => Judge(subscriber)).FirstOrDefault(verdict => verdict is not null);
    }

    private string? Judge(Subscriber subscriber)
    {
        foreach (var (payload, quality) in _publisher.Sent)
        {
            var times = subscriber.Got.Count(got => got.Payload == payload);
            if (quality == 2 && times > 1 && subscriber.Got.Exists(got => got == (payload, 2)))
                return $"{subscriber.ClientId} got {payload} {times} times at QoS 2";
            if (quality == 2 && times > 0 && _publisher.Refused.Contains(payload))
                return $"{subscriber.ClientId} got {payload}, which was refused";
            if (times == 0 && subscriber.ClientId != "passing" && !_publisher.Refused.Contains(payload))
                return $"{subscriber.ClientId} never got {payload}";
        }

        // What a full disk refused may be sent again after later ones, when the refusal did not arrive; and who was away hears of a repetition alone.
        for (var quality = 1; quality <= 2 && !_withFullDisk && subscriber.ClientId != "passing"; quality++)
        {
            var first = subscriber.Got.Where(got => got.Quality == quality && QualityOf(got.Payload) == quality).Select(got => Number(got.Payload)).Distinct().ToArray();
            if (!first.SequenceEqual(first.Order()))
                return $"{subscriber.ClientId} got them out of order: {string.Join(' ', first)}";
        }

        return null;
    }

    private int QualityOf(string payload) => _publisher.Sent[Number(payload) - 1].Quality;

    private static int Number(string payload) => int.Parse(payload, CultureInfo.InvariantCulture);

    private void Disturb(int kind, Subscriber subscriber, int choice)
    {
        switch (kind)
        {
            case < 87:
                Do($"{subscriber.ClientId} comes or goes", () => ComeOrGo(subscriber));
                break;
            case < 90:
                Do("publisher comes or goes", ComeOrGo);
                break;
            case < 92:
                Do($"{subscriber.ClientId} balks", () => subscriber.Balk(choice % 2 == 0));
                break;
            case < 94:
                Do("compaction", () => _bench.Disk.Replace(_bench.Router.Retell));
                break;
            case < 97 when _withFullDisk:
                Do("disk fills or empties", FillOrEmpty);
                break;
            case < 97:
                Do("retell", CompareRetold);
                break;
            default:
                Do("crash", () => Crash(choice));
                break;
        }
    }

    private void Sync(int choice)
    {
        var behind = _bench.Disk.Position - _bench.Disk.DurablePosition;
        if (_bench.Disk.IsWritable)
            _bench.Disk.SyncTo(_bench.Disk.DurablePosition + (behind * (choice % 4) / 3));
        _bench.Router.Advance(_bench.Now);
    }

    private void FillOrEmpty()
    {
        _bench.Disk.IsWritable = !_bench.Disk.IsWritable;
        _bench.Router.Advance(_bench.Now);
    }

    private void Crash(int choice)
    {
        var disk = _bench.Disk;
        // A log ends anywhere behind what was promised.
        var cut = disk.DurablePosition + (disk.IsWritable ? choice % (disk.Position - disk.DurablePosition + 1) : 0);
        _bench.Crash(cut);
        _publisher.Leave(lostByCrash: true);
        foreach (var subscriber in _subscribers)
            subscriber.Leave(lostByCrash: true);
        CompareRetold();
        Reconnect();
    }

    private void CompareRetold()
    {
        var once = _bench.Recover(_bench.Router.Retell);
        var twice = once.Recover(once.Router.Retell);
        if (Told.By(once.Router) != Told.By(twice.Router))
            Note($"retold {Told.By(once.Router)}, and recovered {Told.By(twice.Router)}");
    }

    private void Reconnect()
    {
        foreach (var subscriber in _subscribers.Where(subscriber => !subscriber.IsConnected))
            Note(subscriber.Connect());
        if (!_publisher.IsConnected)
            _publisher.Connect();
    }

    private void ComeOrGo(Subscriber subscriber)
    {
        if (subscriber.IsConnected)
            subscriber.Leave();
        else
            Note(subscriber.Connect());
    }

    private void ComeOrGo()
    {
        if (_publisher.IsConnected)
            _publisher.Leave();
        else
            _publisher.Connect();
    }

    private void Do(string what, Action act)
    {
        Story.Add(what);
        act();
    }

    private void Note(string? fault) => _fault ??= fault is null ? null : $"{fault} (after {Story.Count} steps)";
}
