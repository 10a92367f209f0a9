from postparse.cli import main

main()
