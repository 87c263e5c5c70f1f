using SohoSolo.Hub.Credentials;
using Xunit;

namespace SohoSolo.Hub.Tests.Credentials;

public sealed class PinMakerTests
{
    [Theory]
    [InlineData("000000")]
    [InlineData("111112")]
    [InlineData("121212")]
    [InlineData("123123")]
    [InlineData("123456")]
    [InlineData("654321")]
    [InlineData("789012")]
    [InlineData("210987")]
    [InlineData("112211")]
    public void What_everybody_tries_first_is_no_PIN(string digits) => Assert.True(PinMaker.IsTrivial(digits));

    [Theory]
    [InlineData("402817")]
    [InlineData("123457")]
    [InlineData("000129")]
    [InlineData("135790")]
    public void Anything_else_is_one(string digits) => Assert.False(PinMaker.IsTrivial(digits));

    [Fact]
    public void The_first_number_that_is_none_is_passed_over_and_small_ones_have_six_digits_too()
    {
        var chances = new Queue<int>([0, 123456, 129]);

        Assert.Equal("000129", PinMaker.Next(chances.Dequeue));
        Assert.Empty(chances);
    }

    [Fact]
    public void Made_by_chance_they_are_of_all_sorts()
    {
        var made = Enumerable.Range(0, 2000).Select(_ => PinMaker.Next()).ToList();

        Assert.All(made, digits => Assert.True(digits.Length == 6 && digits.All(char.IsAsciiDigit) && !PinMaker.IsTrivial(digits)));
        Assert.Equal(10, made.Select(digits => digits[0]).Distinct().Count());
        Assert.True(made.Distinct().Count() > 1950);
    }
}
