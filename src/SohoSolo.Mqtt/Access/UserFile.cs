using System.Security.Cryptography;
using System.Text;

namespace SohoSolo.Mqtt.Access;

/// <summary>
/// Users and their salted password hashes, in the lines <c>name:$7$iterations$salt$hash</c> of <c>mosquitto_passwd</c>. Blank lines and lines that begin with <c>#</c> say nothing.
/// A name that is not there costs as much time as one that is. Safe to use from many threads.
/// </summary>
public sealed class UserFile
{
    /// <summary>Rounds of PBKDF2 for a new line: some hundredths of a second for each guess.</summary>
    public const int DefaultIterations = 50_000;

    /// <summary>Rounds that a line may ask for: a mistyped one must not keep the broker busy for minutes with each CONNECT.</summary>
    public const int MostIterations = 2_000_000;

    /// <summary>How long a password that was right is recognised without deriving its key again, so that thousands of devices may come back at once.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private const int LongestName = 512;

    private readonly byte[] secret = RandomNumberGenerator.GetBytes(32);
    private readonly Dictionary<string, User> users = new(StringComparer.Ordinal);
    private readonly PasswordHash[] strangers;
    private readonly TimeProvider clock;
    private long rounds;

    private UserFile(string name, string text, TimeProvider clock)
    {
        this.clock = clock;
        foreach (var (number, line) in TextFile.Lines(text))
            Add(name, number, line);

        // Each guess at an unknown name meets one of these; as many as there are kinds of lines, so that the time it takes says nothing.
        strangers = users.Count == 0 ? [PasswordHash.OfNobody(null)] : [.. users.Values.Select(user => PasswordHash.OfNobody(user.Hash))];
    }

    /// <summary>How many users there are.</summary>
    public int Count => users.Count;

    /// <summary>Rounds of key derivation so far: what the answers have cost.</summary>
    internal long Rounds => Interlocked.Read(ref rounds);

    /// <summary>Reads a file. <see cref="AccessFileException"/> says which line is wrong, or why the file cannot be read.</summary>
    public static UserFile Read(string path, TimeProvider? clock = null) => Parse(TextFile.Read(path), path, clock);

    /// <summary>The same from a text; <paramref name="name"/> is what a complaint calls it.</summary>
    public static UserFile Parse(string text, string name = "users", TimeProvider? clock = null) => new(name, text, clock ?? TimeProvider.System);

    /// <summary>A line for the file. <see cref="ArgumentException"/> when the name cannot stand in one.</summary>
    public static string Entry(string name, string password, int iterations = DefaultIterations)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(iterations, MostIterations);
        return ProblemOf(name) is { } problem
            ? throw new ArgumentException(problem)
            : $"{name}:{PasswordHash.Of(Encoding.UTF8.GetBytes(password), iterations)}";
    }

    /// <summary>Whether this is the user's password. Takes the processor for as long as the line's iterations ask, unless the password was right a moment ago.</summary>
    public bool Verify(string name, ReadOnlySpan<byte> password)
    {
        if (!users.TryGetValue(name, out var user))
        {
            Try(Stranger(name), password);
            return false;
        }

        var mark = MarkOf(user, password);
        if (user.Recent is { } recent && clock.GetUtcNow() < recent.Until && CryptographicOperations.FixedTimeEquals(recent.Mark, mark))
            return true;

        if (!Try(user.Hash, password))
            return false;

        user.Recent = new Recollection(mark, clock.GetUtcNow() + Remembered);
        return true;
    }

    /// <summary>Whether <see cref="Verify"/> will answer at once.</summary>
    internal bool IsRemembered(string name, ReadOnlySpan<byte> password) =>
        users.TryGetValue(name, out var user) && user.Recent is { } recent && clock.GetUtcNow() < recent.Until
        && CryptographicOperations.FixedTimeEquals(recent.Mark, MarkOf(user, password));

    private static string? ProblemOf(string name) => name switch
    {
        "" => "a user needs a name",
        { Length: > LongestName } => $"a user's name has {LongestName} characters at most",
        _ when name.Contains(':', StringComparison.Ordinal) => "a user's name cannot hold a colon",
        _ when name.Any(char.IsControl) => "a user's name cannot hold control characters",
        _ when name[0] == '#' || name.Trim().Length != name.Length => "a user's name cannot begin with '#', nor begin or end with a space",
        _ => null,
    };

    private void Add(string file, int number, string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            throw AccessFileException.At(file, number, "a line is NAME:$7$ITERATIONS$SALT$HASH");

        var name = line[..colon];
        PasswordHash? hash = null;
        var problem = ProblemOf(name) ?? PasswordHash.Read(line[(colon + 1)..], out hash);
        if (problem is not null)
            throw AccessFileException.At(file, number, problem);

        if (!users.TryAdd(name, new User(hash!)))
            throw AccessFileException.At(file, number, $"the user '{name}' is there already");
    }

    private bool Try(PasswordHash hash, ReadOnlySpan<byte> password)
    {
        Interlocked.Add(ref rounds, hash.Iterations);
        return hash.IsOf(password);
    }

    /// <summary>Always the same one for a name, and nobody can tell which.</summary>
    private PasswordHash Stranger(string name)
    {
        var spread = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(name));
        return strangers[BitConverter.ToUInt32(spread) % strangers.Length];
    }

    /// <summary>Stands for a password in memory: made with a secret of this object and the user's salt, it is worth nothing elsewhere.</summary>
    private byte[] MarkOf(User user, ReadOnlySpan<byte> password)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        mac.AppendData(user.Hash.Salt);
        mac.AppendData(password);
        return mac.GetHashAndReset();
    }

    private sealed class User(PasswordHash hash)
    {
        public PasswordHash Hash => hash;

        public Recollection? Recent { get; set; }
    }

    private sealed record Recollection(byte[] Mark, DateTimeOffset Until);
}
