using System.Text;
using System.Text.Json;
using SohoSolo.Core.Bookings;

namespace SohoSolo.Storage;

/// <summary>How the domain's values are written in columns, the same in both engines, and how they are read back.</summary>
internal static class Stored
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static long Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    public static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    public static DateTimeOffset? At(long? ms) => ms is null ? null : At(ms.Value);

    /// <summary>A local day as yyyymmdd: ordered like the day, readable in any tool.</summary>
    public static int Day(DateOnly day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;

    public static DateOnly Day(int day) => new(day / 10_000, day / 100 % 100, day % 100);

    public static DateOnly? Day(int? day) => day is null ? null : Day(day.Value);

    /// <summary>A state's word, as it travels everywhere: <c>checked-in</c> (<c>rulings</c> 7).</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => Words<T>.Of[value];

    public static T Read<T>(string word)
        where T : struct, Enum =>
        Words<T>.Back.TryGetValue(word, out var value) ? value : throw new FormatException($"\"{word}\" is no {typeof(T).Name}.");

    public static string List(IEnumerable<string> words) => JsonSerializer.Serialize(words, Options);

    public static IReadOnlyList<string> List(string json) => JsonSerializer.Deserialize<string[]>(json, Options) ?? [];

    public static string Json<T>(T[] parts) => JsonSerializer.Serialize(parts, Options);

    /// <summary>Null for none, so that "is anybody received?" is a question the database can answer without reading JSON.</summary>
    public static string? Guests(IReadOnlyList<Guest> guests) => guests.Count == 0 ? null : JsonSerializer.Serialize(guests, Options);

    public static IReadOnlyList<Guest> Guests(string? json) => json is null ? [] : Parse<Guest[]>(json);

    public static T Parse<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new FormatException($"null is no {typeof(T).Name}.");

    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Of = Enum.GetValues<T>().ToDictionary(value => value, value => Kebab(value.ToString()));

        public static readonly Dictionary<string, T> Back = Of.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

        private static string Kebab(string name)
        {
            var word = new StringBuilder();
            foreach (var letter in name)
            {
                if (char.IsUpper(letter) && word.Length > 0)
                    word.Append('-');

                word.Append(char.ToLowerInvariant(letter));
            }

            return word.ToString();
        }
    }
}
