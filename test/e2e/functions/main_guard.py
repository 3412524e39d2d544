# The program runs as __main__.
def main():
    print("main")


if __name__ == "__main__":
    main()
