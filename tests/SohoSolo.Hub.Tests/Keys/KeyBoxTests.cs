using System.Collections.Concurrent;
using System.Security.Cryptography;
using SohoSolo.Core.Access;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Settings;
using Xunit;

namespace SohoSolo.Hub.Tests.Keys;

public sealed class KeyBoxTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sohosolo-");
    private readonly ConcurrentDictionary<string, string> rows = new();

    private string File => Path.Combine(folder.FullName, "var", "hub.key");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_first_start_makes_a_file_that_its_owner_alone_may_read()
    {
        using var _ = await Load();

        Assert.Equal(65, new FileInfo(File).Length);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public async Task A_second_start_finds_the_same_keys()
    {
        using var first = await Load();
        using var second = await Load();

        Assert.Equal(first.Sign.ExportSubjectPublicKeyInfo(), second.Sign.ExportSubjectPublicKeyInfo());
        Assert.Equal(first.Seal.ExportSubjectPublicKeyInfo(), second.Seal.ExportSubjectPublicKeyInfo());
        Assert.Equal(first.PinSalt, second.PinSalt);
        Assert.Equal(first.Lookup(Badge()), second.Lookup(Badge()));
        Assert.Equal("hello", second.OpenValue(first.SealValue("hello")));
    }

    [Fact]
    public async Task Of_two_nodes_that_start_at_once_one_makes_the_key_and_both_have_it()
    {
        var boxes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Load)));

        Assert.Single(boxes.Select(box => box.Lookup(Badge())).Distinct());
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public async Task A_database_whose_key_file_is_missing_is_not_opened()
    {
        using (await Load())
            System.IO.File.Delete(File);

        var refused = await Assert.ThrowsAsync<SettingsException>(Load);

        Assert.Equal($"SOHOSOLO__KEYS: the key file {File} is missing, and the database is sealed with it; bring it back from where it was saved.", refused.Message);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task Nor_with_the_key_of_another_database()
    {
        using (await Load())
            System.IO.File.Delete(File);

        KeyFile.Make(File);
        var refused = await Assert.ThrowsAsync<SettingsException>(Load);

        Assert.StartsWith("SOHOSOLO__KEYS: the database is sealed with another key than the one in ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123")]
    [InlineData("zz23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public async Task A_file_that_holds_no_key_is_refused_and_left_as_it_is(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await System.IO.File.WriteAllTextAsync(File, text, TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<SettingsException>(Load);

        Assert.Contains("holds no key", refused.Message, StringComparison.Ordinal);
        Assert.Equal(text, await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task No_row_says_what_it_holds_and_no_value_opens_in_anothers_place()
    {
        using var box = await Load();
        var sealedOnce = box.SealedOf(Badge());

        Assert.DoesNotContain("04A20B1C2D3E80", string.Join(' ', rows.Values) + sealedOnce + box.Lookup(Badge()), StringComparison.OrdinalIgnoreCase);
        Assert.NotEqual(sealedOnce, box.SealedOf(Badge()));
        Assert.ThrowsAny<CryptographicException>(() => box.OpenValue(rows["sign-1"]));
        Assert.ThrowsAny<CryptographicException>(() => box.OpenValue("x"));
    }

    [Fact]
    public async Task A_badge_has_one_lookup_however_it_was_written_and_a_pin_another()
    {
        using var box = await Load();

        Assert.Equal(box.Lookup(Badge()), box.Lookup(PresentedCredential.Read("mifare-uid", "04:a2:0b:1c:2d:3e:80")!));
        var pin = PresentedCredential.Read("pin", "123456")!;
        Assert.Equal(box.Lookup(pin), box.Kept(pin).Lookup);
        Assert.DoesNotContain("123456", box.OpenValue(box.Kept(pin).Sealed), StringComparison.Ordinal);
    }

    private static PresentedCredential Badge() => PresentedCredential.Read("mifare-uid", "04A20B1C2D3E80")!;

    private Task<KeyBox> Load() => KeyLoading.Load(File, () => Task.FromResult<IReadOnlyDictionary<string, string>>(rows), fresh =>
    {
        foreach (var (name, value) in fresh)
            rows.TryAdd(name, value);

        return Task.FromResult<IReadOnlyDictionary<string, string>>(rows);
    });
}
